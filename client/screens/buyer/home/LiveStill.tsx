import { useContext, useEffect, useRef, useState } from 'react';
import { savesData } from '../../../ui/saves-data.ts';
import { ServerTime } from '../../../ui/server-time.ts';

/** Where there was none it is asked for again so much later. */
const AFTER_NONE_MS = 30_000;

/**
 * A still of a broadcast, and then the next: while the page is looked at and the picture is on the screen. Whoever saves
 * data has one, and no other.
 * @param url,everyMs where it is, and how far apart there is a new one
 * @param onState whether a still stands; `failed` again and again while there is none
 */
export function LiveStill({
  url,
  everyMs,
  onState,
}: {
  url: string;
  everyMs: number;
  onState(state: 'on' | 'failed'): void;
}) {
  const now = useContext(ServerTime);
  const place = useRef<HTMLElement>(null);
  const [{ shown, before }, setStills] = useState<{ shown: string | null; before: string | null }>({
    shown: null,
    before: null,
  });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    let image: HTMLImageElement | null = null;
    const later = (ms: number) => {
      timer = setTimeout(look, ms);
    };
    function look() {
      const isSeen = !document.hidden && (place.current?.getBoundingClientRect().bottom ?? 0) >= 0;
      if (!isSeen) return later(everyMs);
      // All who look within the same seconds ask for the same address: a cache in between answers them.
      const source = `${url}?at=${Math.floor(now() / everyMs)}`;
      image = new Image();
      image.onload = () => {
        setStills((stills) => (stills.shown === source ? stills : { shown: source, before: stills.shown }));
        onState('on');
        if (!savesData()) later(everyMs);
      };
      image.onerror = () => {
        setStills({ shown: null, before: null });
        onState('failed');
        later(AFTER_NONE_MS);
      };
      image.src = source;
    }
    look();
    return () => {
      clearTimeout(timer);
      if (image) {
        image.onload = null;
        image.onerror = null;
      }
    };
  }, [url, everyMs, now, onState]);
  return (
    <span ref={place} className="live-still">
      {before && <img key={before} src={before} alt="" />}
      {shown && <img key={shown} src={shown} alt="" className="latest" />}
    </span>
  );
}
