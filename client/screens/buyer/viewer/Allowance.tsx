import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { spanWords } from '../../../ui/span-words.ts';
import { allowanceWords } from './allowance-words.ts';
import { useAllowance } from './use-allowance.ts';
import { useIsSelling, useLive, useMyCart, useUnitsInCart } from './viewer-stores.ts';
import './allowance.css';

/** From so few on it is said how many may be added, also before there is one in the cart. */
const FEW = 5;

/**
 * How many more of an item this buyer may add, where that is fewer than the shelf has. A limit per person is on the card
 * already: it is said again only once something counts against it. That the cart is full is said once, above the shop.
 * @param isWhole with the reason where it is none
 */
export function AllowanceNote({ itemNumber, isWhole = false }: { itemNumber: number; isWhole?: boolean }) {
  const say = useMessages(allowanceWords);
  const may = useAllowance(itemNumber);
  const isSelling = useIsSelling();
  const inCart = useUnitsInCart(itemNumber);
  const cap = useLive(({ view }) => view.cards[itemNumber]?.buyerLimit ?? null);
  const hasStock = useLive(({ view }) => (view.stock[itemNumber]?.available ?? 0) > 0);
  if (!may?.bound || !isSelling || !hasStock) return null;
  const { units, bound } = may;
  if (units === 0 && bound !== 'limit' && !isWhole) return null;
  if (units === 0) {
    return <span className="allowance">{isWhole ? say.whyNone[bound] : say.none[bound]}</span>;
  }
  const isKnown = bound === 'limit' && inCart === 0 && units === cap;
  // How much an order or a cart may have altogether is news only when it is near.
  const isFar = units > FEW && (inCart === 0 || bound !== 'limit');
  if (isKnown || isFar) return null;
  return <span className="allowance figures">{say.canAdd(units)}</span>;
}

/** Why this buyer may add none, in the two words that a button has room for. */
export function WhyNone({ itemNumber }: { itemNumber: number }) {
  const say = useMessages(allowanceWords);
  const bound = useAllowance(itemNumber)?.bound;
  return bound ? say.none[bound] : null;
}

/**
 * Says what becomes of whatever this very buyer adds (H1, H6); null until the market has said so.
 * @param each what to say where it is reserved, with the time of a flash where that is another
 */
export function useReserved(each: (holdMs: number, flashMs: number | null) => string): string | null {
  const say = useMessages(allowanceWords);
  const { firstPaid } = useMyCart();
  const holdMs = useLive(({ mine }) => mine?.allowance?.holdMs);
  const flashMs = useLive(({ mine }) => mine?.allowance?.flashHoldMs);
  const reservable = useLive(({ mine }) => mine?.allowance?.reservable);
  if (reservable === undefined) return null;
  if (firstPaid || !holdMs || !flashMs) return say.noneReserved;
  if (reservable === 0) return say.noMoreReserved;
  return each(holdMs, flashMs === holdMs ? null : flashMs);
}

/**
 * What becomes of what is added, once for all rows of the shop; its line is kept until that is known. A newcomer reads what
 * may be reserved at all, whatever is by now; and once nothing more may be added, everybody reads that the cart is full.
 */
export function ReservedInShop() {
  const say = useMessages(allowanceWords);
  const language = useLanguage();
  const isFull = useIsCartFull();
  const { lines } = useMyCart();
  const newcomersMs = useLive(({ mine }) => (mine?.allowance?.isNew ? mine.allowance.holdMs : null));
  const reservable = useLive(({ mine }) => mine?.allowance?.reservable ?? 0);
  const held = lines.flatMap(({ holds }) => holds).reduce((sum, { units }) => sum + units, 0);
  const span = (ms: number) => spanWords(ms, language, 'short');
  const said = useReserved((holdMs, flashMs) =>
    flashMs === null ? say.eachReserved(span(holdMs)) : say.eachReservedBoth(span(holdMs), span(flashMs)),
  );
  const ofNewcomer =
    newcomersMs === null ? null : say.newHere(reservable + held, spanWords(newcomersMs, language));
  return <p className="shop-reserved soft figures">{isFull ? say.cartFull : (ofNewcomer ?? said)}</p>;
}

/** Whether this buyer may add nothing more of any product until there is an order (H3). */
function useIsCartFull(): boolean {
  const { lines } = useMyCart();
  const allowance = useLive(({ mine }) => mine?.allowance);
  if (!allowance) return false;
  const { isNew, holdMs, reservable, orderUnits } = allowance;
  const units = lines.reduce(
    (sum, { holds, directUnits }) => holds.reduce((held, hold) => held + hold.units, sum + directUnits),
    0,
  );
  return (!isNew && holdMs !== null && reservable === 0) || (orderUnits !== null && units >= orderUnits);
}

/** For how long one more is reserved for this very buyer (H1, H6): newcomers have less, and under `first_paid` nobody has. */
export function ReservedNote({ itemNumber }: { itemNumber: number }) {
  const say = useMessages(allowanceWords);
  const language = useLanguage();
  const may = useAllowance(itemNumber);
  const isSelling = useIsSelling();
  const { firstPaid } = useMyCart();
  if (!may || !isSelling || may.units === 0) return null;
  const { reservedMs } = may;
  return (
    <p className="reserved-note soft">
      {reservedMs !== null
        ? say.reservedFor(spanWords(reservedMs, language))
        : firstPaid
          ? say.notReserved
          : say.reservedMost}
    </p>
  );
}
