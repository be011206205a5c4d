import type { LiveStore } from '../../../stores/live-store.ts';

const FLIGHT_MS = 200;
const ROLL_MS = 160;

/** Where the cart is, in the order in which a thumb would look for it. */
const CARTS = '.cart-summary, .cart-pill';
/** Counts that are the ledger's own. */
const COUNTS = '.cart-pill b, .in-cart';

/**
 * Shows where something went: what the ledger has put into the cart flies there, and the counts that changed roll. It
 * follows the ledger's answer, never the tap; whoever wishes less motion sees none.
 * @returns ends it
 */
export function showMoves(live: LiveStore): () => void {
  const unitsOf = ({ mine }: ReturnType<LiveStore['store']['getState']>) => mine && unitsIn(mine.cart.lines);
  let before: ReadonlyMap<number, number> | null = unitsOf(live.store.getState());
  return live.store.subscribe((state) => {
    const now = unitsOf(state);
    const added = before && now && [...now].filter(([item, units]) => units > (before?.get(item) ?? 0));
    before = now;
    if (!added?.length || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    for (const [itemNumber] of added) fly(itemNumber);
    // The counts are drawn by then.
    requestAnimationFrame(() => {
      for (const count of document.querySelectorAll(COUNTS)) roll(count);
    });
  });
}

function unitsIn(
  lines: readonly { itemNumber: number; directUnits: number; holds: readonly { units: number }[] }[],
): Map<number, number> {
  return new Map(
    lines.map(({ itemNumber, directUnits, holds }) => [
      itemNumber,
      holds.reduce((sum, { units }) => sum + units, directUnits),
    ]),
  );
}

function fly(itemNumber: number): void {
  const from = seen(`[data-item="${itemNumber}"] .picture`);
  const to = seen(CARTS);
  if (!from || !to) return;
  const [start, end] = [from.getBoundingClientRect(), to.getBoundingClientRect()];
  const flying = from.cloneNode(true) as HTMLElement;
  flying.classList.add('flying');
  flying.setAttribute('aria-hidden', 'true');
  Object.assign(flying.style, { left: `${start.left}px`, top: `${start.top}px` });
  // A sheet lies above the whole page, so what flies over it belongs to it.
  (from.closest('dialog') ?? document.body).append(flying);
  const right = end.left + end.width / 2 - start.left - start.width / 2;
  const down = end.top + end.height / 2 - start.top - start.height / 2;
  const path = [{ opacity: 1 }, { opacity: 0.3, transform: `translate(${right}px, ${down}px) scale(0.3)` }];
  flying.animate(path, { duration: FLIGHT_MS, easing: 'ease-in' }).finished.finally(() => flying.remove());
}

/** The last one of those that can be seen: what lies on top comes later in the page. */
function seen(selector: string): Element | undefined {
  return [...document.querySelectorAll(selector)].findLast((each) => {
    const { left, top, width, height } = each.getBoundingClientRect();
    const there = document.elementFromPoint(left + width / 2, top + height / 2);
    return there !== null && (each.contains(there) || there.contains(each));
  });
}

function roll(count: Element): void {
  count.animate([{ opacity: 0, transform: 'translateY(60%)' }, {}], {
    duration: ROLL_MS,
    easing: 'ease-out',
  });
}
