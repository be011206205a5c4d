import type { ListedStream } from '../../../../shared/market/stream/contract.ts';
import { formatMoney } from '../../../../shared/values/money.ts';
import { namedIn } from '../../../../shared/values/names.ts';
import { useLanguage } from '../../../i18n/language.ts';
import type { ScenePlayer } from '../../../scene/play.ts';
import { smallPicture } from '../../../ui/Picture.tsx';
import { useScene } from '../use-scene.ts';

/**
 * The drawn host at the stall, painted by this page, with what is pinned. Where the browser paints nothing there is
 * nothing of it.
 * @param label,note what it is, for who can't see it and for who can
 */
export function DrawnHero({ stream, label, note }: { stream: ListedStream; label: string; note: string }) {
  const language = useLanguage();
  const pinned = stream.products?.find(({ isPinned }) => isPinned);
  const news = {
    itemNumber: pinned?.itemNumber ?? null,
    name: pinned ? namedIn(language, pinned).name : '',
    price: pinned ? formatMoney(pinned.priceMinor, stream.currency, language) : '',
    picture: smallPicture(pinned?.picture ?? ''),
  };
  const { canvas, isBroken } = useScene(news, fitWidth);
  if (isBroken) return null;
  return (
    <>
      <canvas ref={canvas} role="img" aria-label={label} />
      <span className="hero-note">{note}</span>
    </>
  );
}

function fitWidth(player: ScenePlayer, { clientWidth }: HTMLCanvasElement) {
  player.fit(clientWidth);
}
