import { useEffect, useRef } from 'react';
import { useMessages } from '../../../i18n/language.ts';
import { StallDrawing } from '../../../ui/StallDrawing.tsx';
import { useReplay, useReplayStore } from './replay-context.ts';
import { replayWords } from './words.ts';

/** The recording with the browser's own controls; without one the stall, closed. */
export function Recording() {
  const say = useMessages(replayWords);
  const { setElement } = useReplayStore();
  const picture = useReplay((state) => state.picture);
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    setElement(video.current);
    return () => setElement(null);
  }, [setElement]);
  return (
    <div className="replay-picture">
      <StallDrawing />
      {/* biome-ignore lint/a11y/useMediaCaption: a broadcast comes without captions. */}
      <video
        ref={video}
        className={picture === 'ready' ? '' : 'away'}
        aria-label={say.picture}
        controls
        playsInline
        preload="metadata"
      />
      {picture !== 'ready' && <p role="status">{picture === 'coming' ? say.coming : say.noRecording}</p>}
    </div>
  );
}
