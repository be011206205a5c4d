import { useMessages } from '../../../i18n/language.ts';
import { useChunk } from '../../../ui/use-chunk.ts';
import type { QuietStatus } from './QuietMessage.tsx';
import { useLive } from './viewer-stores.ts';
import { viewerWords } from './words.ts';

/** What stands in the middle of the picture when nobody is on it: a countdown, a break, an end. */
export function StageMessage() {
  const say = useMessages(viewerWords);
  const status = useLive((state) => state.view.stream?.status);
  switch (status) {
    case 'INTERRUPTED':
      return (
        <div className="stage-message">
          <h2>{say.interrupted}</h2>
          <p>{say.interruptedText}</p>
        </div>
      );
    case 'LIVE':
    case undefined:
      return <div className="stage-message" />;
    default:
      return <Quiet status={status} />;
  }
}

const quiet = () => import('./QuietMessage.tsx').then((module) => module.QuietMessage);

/** What does not sell has time: its words are fetched, and the picture stands without them meanwhile. */
function Quiet({ status }: { status: QuietStatus }) {
  const Message = useChunk(quiet);
  return Message ? <Message status={status} /> : <div className="stage-message" />;
}
