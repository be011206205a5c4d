import { afterStreamWords } from '../../../../i18n/after-stream.ts';
import { useMessages } from '../../../../i18n/language.ts';
import { useHost } from '../host-context.ts';

/** Of a rehearsal that is over, or a stream that was called off: that it is, and the way to the others. */
export function NothingSold() {
  const say = useMessages(afterStreamWords);
  const isRehearsal = useHost(({ desk }) => desk?.rehearsalOf != null);
  return (
    <main className="page staff-only">
      <h1>{isRehearsal ? say.rehearsalOver : say.cancelled}</h1>
      <a className="button line" href="/console">
        {say.toStreams}
      </a>
    </main>
  );
}
