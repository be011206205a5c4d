import { useContext, useEffect, useRef, useState } from 'react';
import type { ListedStream } from '../../../shared/contract/stream.ts';
import { formatMoney } from '../../../shared/values/money.ts';
import { namedIn } from '../../../shared/values/names.ts';
import { useLanguage } from '../../i18n/language.ts';
import { playScene, type ScenePlayer } from '../../scene/play.ts';
import { ServerTime } from '../../ui/server-time.ts';

/**
 * The drawn host at the stall, painted by this page, with what is pinned. Where the browser paints nothing there is
 * nothing of it.
 * @param label,note what it is, for who can't see it and for who can
 */
export function DrawnHero({ stream, label, note }: { stream: ListedStream; label: string; note: string }) {
  const now = useContext(ServerTime);
  const language = useLanguage();
  const canvas = useRef<HTMLCanvasElement>(null);
  const player = useRef<ScenePlayer>(null);
  const [isBroken, setBroken] = useState(false);
  const pinned = stream.products?.find(({ isPinned }) => isPinned);
  const itemNumber = pinned?.itemNumber ?? null;
  const name = pinned ? namedIn(language, pinned).name : '';
  const price = pinned ? formatMoney(pinned.priceMinor, stream.currency, language) : '';
  const picture = pinned?.picture ?? '';

  useEffect(() => {
    if (!canvas.current) return;
    try {
      player.current = playScene(canvas.current, now);
    } catch {
      setBroken(true);
      return;
    }
    const measure = () => player.current?.fit(canvas.current?.clientWidth ?? 0);
    measure();
    addEventListener('resize', measure);
    return () => {
      removeEventListener('resize', measure);
      player.current?.close();
      player.current = null;
    };
  }, [now]);

  useEffect(() => {
    player.current?.show({ itemNumber, name, price, picture });
  }, [itemNumber, name, price, picture]);

  if (isBroken) return null;
  return (
    <>
      <canvas ref={canvas} role="img" aria-label={label} />
      <span className="hero-note">{note}</span>
    </>
  );
}
