import { useDesk } from '../host-context.ts';
import { DetailsSheet } from './DetailsSheet.tsx';

/** The details of the stream whose desk this is; its head says them anew when they are saved. */
export function DeskDetails({ onClose }: { onClose(): void }) {
  const { host } = useDesk();
  return <DetailsSheet slug={host.slug} onSaved={host.readAgain} onClose={onClose} />;
}
