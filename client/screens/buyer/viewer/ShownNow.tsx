import { askWords } from '../../../i18n/asked-shows.ts';
import { useMessages } from '../../../i18n/language.ts';
import { hasAsked } from '../../../stores/ask-to-see.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { Picture } from '../../../ui/Picture.tsx';
import { ItemPrice } from './ItemPrice.tsx';
import { shopWords } from './shop-words.ts';
import { useCard, useLive, usePins } from './viewer-stores.ts';
import { viewerWords } from './words.ts';

/**
 * What the host shows now, in a row of its own above the shop's list; a tap leads to its place in it. It is as high with
 * nothing to show, so that no pin moves what is below it. It adds nothing: what it shows may change under the thumb.
 */
export function ShownNow({ onFind }: { onFind(itemNumber: number): void }) {
  const say = useMessages(shopWords);
  const sayAsk = useMessages(askWords);
  const sayViewer = useMessages(viewerWords);
  const newest = usePins().reduce<number | null>(
    (found, pin, _, pins) =>
      (pins.find(({ itemNumber }) => itemNumber === found)?.sinceMs ?? 0) > pin.sinceMs
        ? found
        : pin.itemNumber,
    null,
  );
  const isAsked = useLive((state) => hasAsked(state, newest ?? 0));
  const card = useCard(newest ?? 0);
  if (newest === null || !card) return <p className="shown-now soft">{sayViewer.pinWaiting}</p>;
  return (
    <button type="button" className="shown-now" onClick={() => onFind(newest)}>
      <Picture key={newest} source={card.picture} size={40} />
      <span className="shown-now-about">
        <small>
          <Icon name="pin" size={14} /> {isAsked ? sayAsk.shownAsked : say.shownNow}
        </small>
        <span className="shown-now-name">
          <span className="item-number figures">{newest}</span> <bdi>{card.name}</bdi>
        </span>
      </span>
      <ItemPrice itemNumber={newest} />
    </button>
  );
}
