import { useState } from 'react';
import type { ListedStream } from '../../../../shared/market/stream/contract.ts';
import { useMessages } from '../../../i18n/language.ts';
import { StallDrawing } from '../../../ui/StallDrawing.tsx';
import { useChunk } from '../../../ui/use-chunk.ts';
import { Cover } from './Cover.tsx';
import { LiveStill } from './LiveStill.tsx';
import { homeWords } from './words.ts';

/**
 * What is on the air now, as a still that is new every few seconds, or where there is none the cover. A host who is a
 * drawing is drawn, as on the stream's page.
 */
export function HeroPicture({ stream }: { stream: ListedStream }) {
  const { still, isHostDrawn, cover } = stream;
  const [state, setState] = useState<'coming' | 'on' | 'failed'>('coming');
  const isAwaited = still !== undefined && state !== 'failed';
  return (
    <span className="stream-cover hero-picture">
      {isHostDrawn ? (
        <Drawn stream={stream} />
      ) : isAwaited ? (
        <StallDrawing />
      ) : (
        <Cover source={cover} isEager />
      )}
      {still && !isHostDrawn && (
        <LiveStill key={still.url} url={still.url} everyMs={still.everyMs} onState={setState} />
      )}
    </span>
  );
}

const drawn = () => import('./DrawnHero.tsx').then((module) => module.DrawnHero);

/** The stall, until the chunk with its host is there. */
function Drawn({ stream }: { stream: ListedStream }) {
  const say = useMessages(homeWords);
  const Hero = useChunk(drawn);
  return (
    <>
      <StallDrawing />
      {Hero && <Hero stream={stream} label={say.drawnHost} note={say.drawn} />}
    </>
  );
}
