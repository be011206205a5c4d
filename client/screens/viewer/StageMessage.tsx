import { type ComponentType, useEffect, useState } from 'react';
import { useMessages } from '../../i18n/language.ts';
import { loadChunk } from '../../ui/load-chunk.ts';
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

/** What does not sell has time: its words are fetched, and the picture stands without them meanwhile. */
function Quiet({ status }: { status: QuietStatus }) {
  const [Message, setMessage] = useState<ComponentType<{ status: QuietStatus }> | null>(null);
  useEffect(() => {
    loadChunk(() => import('./QuietMessage.tsx')).then(
      ({ QuietMessage }) => setMessage(() => QuietMessage),
      () => undefined,
    );
  }, []);
  return Message ? <Message status={status} /> : <div className="stage-message" />;
}
