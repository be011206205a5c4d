import { useConsole } from '../host-context.ts';
import { DetailsSheet } from './DetailsSheet.tsx';

/** The details of the stream whose desk this is; its head says them anew when they are saved. */
export function ConsoleDetails({ onClose }: { onClose(): void }) {
  const { host } = useConsole();
  return <DetailsSheet slug={host.slug} onSaved={host.readAgain} onClose={onClose} />;
}
