import { useEffect, useState } from 'react';
import { useMessages } from '../../../../i18n/language.ts';
import type { LiveStore } from '../../../../stores/live-store.ts';
import { useChunk } from '../../../../ui/use-chunk.ts';
import { useIsOnAir, useOnAir, useStream, useVideo } from './video-context.ts';
import { videoWords } from './words.ts';

/** So long the drawing stays behind a picture that fades in. */
const FADE_MS = 400;

const drawn = () => import('./DrawnHost.tsx').then((module) => module.DrawnHost);

/**
 * Where the host is a drawing, the page draws it as long as no picture is shown. Not where somebody has chosen that:
 * the camera that is off for a moment, or words alone.
 * @param isShown whether the picture stands
 */
export function DrawnBehind({ live, isShown }: { live: LiveStore; isShown: boolean }) {
  const say = useMessages(videoWords);
  const isDrawn = useStream(
    ({ media, view }) => media?.isHostDrawn === true && view.stream?.status === 'LIVE',
  );
  const isOnAir = useIsOnAir();
  const isMuted = useOnAir('video') === 'muted';
  const hasWords = useVideo((state) => state.rung === 'text');
  const isWanted = isDrawn && !isShown && !isMuted && !(isOnAir && hasWords);
  const Host = useChunk(drawn, isWanted);
  const [isThere, setThere] = useState(false);
  useEffect(() => {
    if (!isWanted) {
      const timer = setTimeout(() => setThere(false), FADE_MS);
      return () => clearTimeout(timer);
    }
    setThere(true);
    return undefined;
  }, [isWanted]);
  return Host && isThere ? <Host live={live} label={say.drawnHost} note={say.drawn} /> : null;
}
