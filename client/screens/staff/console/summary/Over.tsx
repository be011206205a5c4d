import { Bones } from '../../../../ui/Bones.tsx';
import { part } from '../../../../ui/part.tsx';
import { useHost } from '../host-context.ts';

const AfterStream = part(() => import('./AfterStream.tsx').then((module) => module.AfterStream));
const NothingSold = part(() => import('./NothingSold.tsx').then((module) => module.NothingSold));

/** Whether the floor of a stream is over: nothing is sold there any more, and nothing can be changed. */
export function useIsOver(): boolean {
  return useHost(
    ({ desk, floor }) => desk !== null && ['ENDED', 'CLOSED', 'CANCELLED'].includes(floor.status),
  );
}

/** In the place of a floor that is over: what became of the stream. Of a rehearsal or one that was called off nothing did. */
export function Over() {
  const isCancelled = useHost(({ floor }) => floor.status === 'CANCELLED');
  const isRehearsal = useHost(({ desk }) => desk?.rehearsalOf != null);
  return isCancelled || isRehearsal ? (
    <NothingSold fallback={<Bones />} />
  ) : (
    <AfterStream fallback={<Bones />} />
  );
}
