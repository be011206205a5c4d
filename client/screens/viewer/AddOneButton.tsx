import { useMessages } from '../../i18n/language.ts';
import { IconButton } from '../../ui/Button.tsx';
import { useCanAdd } from './PinnedButtons.tsx';
import { useAdd } from './use-add.ts';
import { useBasket, useLive } from './viewer-stores.ts';
import { viewerWords } from './words.ts';

/** One more of an item, at the price of this moment. */
export function AddOneButton({ itemNumber }: { itemNumber: number }) {
  const say = useMessages(viewerWords);
  const add = useAdd();
  const canAdd = useCanAdd(itemNumber);
  const busy = useBasket((state) => state.waiting[itemNumber] === true);
  const name = useLive((state) => state.view.cards[itemNumber]?.name ?? '');
  return (
    <IconButton
      className="add-button"
      icon="plus"
      name={say.addOne(name)}
      disabled={!canAdd || busy}
      onClick={() => void add(itemNumber, 1)}
    />
  );
}
