import { useCallback, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { shownPrice } from '../../../../../shared/live-view/price.ts';
import { formatMoney } from '../../../../../shared/values/money.ts';
import { namedIn } from '../../../../../shared/values/names.ts';
import { useLanguage } from '../../../../i18n/language.ts';
import { type Box, HEIGHT, WIDTH } from '../../../../scene/pen.ts';
import type { ScenePlayer } from '../../../../scene/play.ts';
import type { TableNews } from '../../../../scene/table.ts';
import type { LiveStore } from '../../../../stores/live-store.ts';
import { smallPicture } from '../../../../ui/Picture.tsx';
import { useServerTime } from '../../../../ui/server-time.ts';
import { useScene } from '../../use-scene.ts';
import { fitOf } from './fit.ts';
import { newestPin } from './newest-pin.ts';

/**
 * The drawn host at the stall, painted by this page, with what is on the table and the market's time. Where the browser
 * paints nothing there is nothing of it.
 * @param label,note what it is, for who can't see it and for who can
 */
export function DrawnHost({ live, label, note }: { live: LiveStore; label: string; note: string }) {
  const layer = useRef<HTMLDivElement>(null);
  const [fit, setFit] = useState<'cover' | 'contain'>('contain');
  const measure = useCallback((player: ScenePlayer) => {
    const { clientWidth: width = 0, clientHeight: height = 0 } = layer.current ?? {};
    const next = fitOf({ width: WIDTH, height: HEIGHT }, { width, height });
    const widths = [width, (height * WIDTH) / HEIGHT] as const;
    const isUpright = next === 'contain' && height > width;
    setFit(isUpright ? 'cover' : next);
    if (isUpright) player.fit(width, uprightBox(width, height));
    else player.fit(next === 'cover' ? Math.max(...widths) : Math.min(...widths));
  }, []);
  const { canvas, isBroken } = useScene(useTable(live), measure);
  if (isBroken) return null;
  return (
    <>
      <div ref={layer} className={`video-layer drawn ${fit}`}>
        <canvas ref={canvas} role="img" aria-label={label} />
      </div>
      <p className="drawn-note">
        <span>{note}</span>
      </p>
    </>
  );
}

/** On a stage that is higher than wide the stall is as wide as the stage, its middle so far down; sky and ground go on. */
const STALL = { x: 110, width: 420, middle: 190 };
const MIDDLE_AT = { most: 0.42, least: 0.24 };
/** What stands on the lower part of a stage, in CSS px: row, card, cart and chat. On a low one the face goes up, above it. */
const TAKEN_BELOW = 420;

function uprightBox(stageWidth: number, stageHeight: number): Box {
  const height = (STALL.width * stageHeight) / stageWidth;
  const free = (stageHeight - TAKEN_BELOW) / stageHeight;
  const middleAt = Math.min(MIDDLE_AT.most, Math.max(MIDDLE_AT.least, free));
  return { x: STALL.x, y: STALL.middle - middleAt * height, width: STALL.width, height };
}

/** What is on the table this minute, as the pinned card has it. */
function useTable(live: LiveStore): TableNews {
  const language = useLanguage();
  const itemNumber = useStore(live.store, ({ view }) => newestPin(view.pins));
  const card = useStore(live.store, ({ view }) => (itemNumber === null ? undefined : view.cards[itemNumber]));
  const currency = useStore(live.store, ({ view }) => view.stream?.currency ?? 'CNY');
  const priceMinor = useServerTime((nowMs) =>
    itemNumber === null
      ? null
      : (shownPrice(live.store.getState().view, itemNumber, nowMs)?.priceMinor ?? null),
  );
  return {
    itemNumber: card ? itemNumber : null,
    name: card ? namedIn(language, card).name : '',
    price: priceMinor === null ? '' : formatMoney(priceMinor, currency, language),
    picture: smallPicture(card?.picture ?? ''),
  };
}
