import { useChunk } from '../../../ui/use-chunk.ts';
import type { QuietStatus } from './QuietMessage.tsx';
import { useLive } from './viewer-stores.ts';

/** What stands in the middle of the picture when nobody is on it: a countdown, a break, an end. */
export function StageMessage() {
  const status = useLive((state) => state.view.stream?.status);
  switch (status) {
    case 'LIVE':
    case undefined:
      return <div className="stage-message" />;
    default:
      return <Quiet status={status} />;
  }
}

const quiet = () => import('./QuietMessage.tsx').then((module) => module.QuietMessage);

/** Nobody is in a hurry for these words: they are fetched, and the picture stands without them meanwhile. */
function Quiet({ status }: { status: QuietStatus }) {
  const Message = useChunk(quiet);
  return Message ? <Message status={status} /> : <div className="stage-message" />;
}
