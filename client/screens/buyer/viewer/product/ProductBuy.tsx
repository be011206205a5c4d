import { useMessages } from '../../../../i18n/language.ts';
import { Button } from '../../../../ui/Button.tsx';
import { useMoney } from '../../../../ui/Price.tsx';
import { Remind } from '../../../../ui/Remind.tsx';
import { useStockWords } from '../../../../ui/StockLabel.tsx';
import { CountInCart } from '../AddOneButton.tsx';
import { FlashSoonAdd, useIsFlashSoon } from '../flash-soon.ts';
import { ItemPanels } from '../panels.tsx';
import { quietWords } from '../quiet-words.ts';
import { useAdd } from '../use-add.ts';
import { useCanAdd, useCanWait, useHasStock } from '../use-can-add.ts';
import { useOrderable } from '../use-orderable.ts';
import {
  useCart,
  useCurrency,
  useIsOver,
  useIsSelling,
  useLive,
  useShownPrice,
  useViewer,
} from '../viewer-stores.ts';
import { viewerWords } from '../words.ts';
import { productWords } from './product-words.ts';

/**
 * The foot of a product's page: it adds, with the price it adds at; where nothing is left it is the way to wait (H5). With
 * something in the cart it is the way on to the checkout, too.
 */
export function ProductBuy({ itemNumber, onCheckout }: { itemNumber: number; onCheckout(): void }) {
  const say = useMessages(productWords);
  const sayViewer = useMessages(viewerWords);
  const money = useMoney(useCurrency());
  const price = useShownPrice(itemNumber);
  const add = useAdd();
  const canAdd = useCanAdd(itemNumber);
  const canWait = useCanWait(itemNumber);
  const isSoon = useIsFlashSoon(itemNumber) && canAdd;
  const has = useHasStock(itemNumber);
  const isSelling = useIsSelling();
  const isOver = useIsOver();
  const { slug } = useViewer();
  const sayQuiet = useMessages(quietWords);
  const isAhead = useLive(({ view }) => view.stream?.status === 'SCHEDULED');
  const stock = useLive((state) => state.view.stock[itemNumber]);
  const words = useStockWords(
    stock ?? { state: 'COMING', available: 0, nextFreeAtMs: null, flashLeft: null },
  );
  const busy = useCart((state) => state.waiting[itemNumber] !== undefined);
  const waits = useLive(({ mine }) => mine?.waiting?.some((line) => line.itemNumber === itemNumber));
  const { units } = useOrderable();
  if (!price) return null;
  const why = has ? say.addToCart : isSelling ? words.text.split(' · ')[0] : undefined;
  return (
    <div className="product-buy">
      {/* Who took the last one still reads that it is theirs. */}
      <CountInCart itemNumber={itemNumber} />
      <ItemPanels itemNumber={itemNumber} />
      {isSoon && <FlashSoonAdd itemNumber={itemNumber} wide />}
      {/* Nothing is sold before it begins: what can be done is to come back. */}
      {isAhead && <Remind slug={slug} look="primary" words={sayQuiet.remind} label={sayQuiet.remindLabel} />}
      {!isAhead && !isSoon && !canWait && !waits && (
        <Button
          look="buy"
          wide
          disabled={!canAdd}
          aria-busy={busy || undefined}
          onClick={() => void add(itemNumber, 1)}
        >
          {canAdd ? (
            <span className="figures">{say.addAt(money(price.priceMinor))}</span>
          ) : (
            (why ?? (isOver ? sayViewer.ended : sayViewer.scheduled))
          )}
        </Button>
      )}
      {units > 0 && (
        <Button look="line" className="on-to-checkout" onClick={onCheckout}>
          {sayViewer.checkout}
        </Button>
      )}
    </div>
  );
}
