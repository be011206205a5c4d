import { useConsole } from '../host-context.ts';
import { TeamSheet } from './TeamSheet.tsx';

/** The people of the stream whose desk this is. */
export function ConsoleTeam({ onClose }: { onClose(): void }) {
  const { host } = useConsole();
  return <TeamSheet slug={host.slug} onClose={onClose} />;
}
