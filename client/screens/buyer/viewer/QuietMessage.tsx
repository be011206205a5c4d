import { useMessages } from '../../../i18n/language.ts';
import { Opening } from './Opening.tsx';
import { quietWords } from './quiet-words.ts';
import { useViewer } from './viewer-stores.ts';
import { viewerWords } from './words.ts';

export type QuietStatus = 'SCHEDULED' | 'INTERRUPTED' | 'ENDED' | 'CLOSED' | 'CANCELLED' | 'REHEARSAL';

/** A market day that has yet to come, rests, is over, was called off, or is none: what that means, and the ways on from here. */
export function QuietMessage({ status }: { status: QuietStatus }) {
  const say = useMessages(quietWords);
  const sayViewer = useMessages(viewerWords);
  const { slug } = useViewer().live;
  if (status === 'SCHEDULED') return <Opening />;
  const [title, hint] = {
    INTERRUPTED: [sayViewer.interrupted, say.interruptedText],
    ENDED: [say.endedText, say.endedHint],
    CLOSED: [say.endedText, say.closedHint],
    CANCELLED: [say.cancelledText, say.cancelledHint],
    REHEARSAL: [sayViewer.rehearsal, say.rehearsalText],
  }[status] as [string, string];
  const isOver = status === 'ENDED' || status === 'CLOSED';
  return (
    <div className="stage-message">
      <h2>{title}</h2>
      <p>{hint}</p>
      {isOver && <a href={`/replay/${slug}`}>{say.lookBack}</a>}
      {status !== 'REHEARSAL' && status !== 'INTERRUPTED' && <a href="/">{say.whatElse}</a>}
    </div>
  );
}
