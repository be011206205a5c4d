import { afterStreamWords } from '../../../../i18n/after-stream.ts';
import { useMessages } from '../../../../i18n/language.ts';
import { Bones } from '../../../../ui/Bones.tsx';
import { part } from '../../../../ui/part.tsx';
import { useHost } from '../host-context.ts';

const AfterStream = part(() => import('./AfterStream.tsx').then((module) => module.AfterStream));

/** Whether the floor of a stream is over: nothing is sold there any more, and nothing can be changed. */
export function useIsOver(): boolean {
  return useHost(
    ({ desk, floor }) => desk !== null && ['ENDED', 'CLOSED', 'CANCELLED'].includes(floor.status),
  );
}

/** In the place of a floor that is over: what became of the stream. Of a rehearsal or one that was called off nothing did. */
export function Over() {
  const say = useMessages(afterStreamWords);
  const isCancelled = useHost(({ floor }) => floor.status === 'CANCELLED');
  const isRehearsal = useHost(({ desk }) => desk?.rehearsalOf != null);
  if (!isCancelled && !isRehearsal) return <AfterStream fallback={<Bones />} />;
  return (
    <main className="page staff-only">
      <h1>{isRehearsal ? say.rehearsalOver : say.cancelled}</h1>
      <a className="button line" href="/console">
        {say.toStreams}
      </a>
    </main>
  );
}
