import type { FloorLine } from '../../demo/market/floor-line.ts';
import type { Offer } from '../orders/order-forms.ts';
import type { PublicRecord } from '../public-record.ts';
import { PRICE_STEP_MINOR } from './own-stream.ts';

/** One act of so many changes a price; the others stop and resume the sale of the item that is shown. */
const PRICE_EVERY = 5;

/**
 * A host who does something so many times a second: each act is one changed entry of the view, told at once. Acts are
 * due at their own times; one that would overtake the last is left out.
 */
export function startHost(options: {
  floor: FloorLine;
  shownItem: number;
  /** The item whose price goes down and up again, or none. */
  priced: Offer | null;
  everyMs: number;
  record: PublicRecord;
}): { stop(): Promise<void>; acts(): number } {
  const { floor, shownItem, priced, everyMs, record } = options;
  let acts = 0;
  let isBusy = false;
  let isLow = false;
  let isStopped = false;
  let last: Promise<void> = Promise.resolve();
  /** The answers know the newest version before the console's next frame does. */
  const versions = new Map<number, number>();
  const versionOf = (itemNumber: number) => versions.get(itemNumber) ?? floor.item(itemNumber)?.version ?? 0;

  async function act(): Promise<void> {
    const atMs = performance.now();
    const isPrice = priced !== null && acts % PRICE_EVERY === PRICE_EVERY - 1;
    const ack = isPrice ? await changePrice(priced) : await flicker();
    // A refusal means that somebody else acts as well: what they do is theirs to time.
    if (!ack) return;
    acts += 1;
    record.acted(atMs, ack.seq);
  }
  async function changePrice({ itemNumber, mostMinor }: Offer) {
    const version = versionOf(itemNumber);
    const priceMinor = isLow ? mostMinor : mostMinor - PRICE_STEP_MINOR;
    const ack = await floor.send('lineup:set-price', { itemNumber, version, priceMinor });
    if (!ack?.ok) return null;
    isLow = !isLow;
    versions.set(itemNumber, ack.version);
    return ack;
  }
  async function flicker() {
    const itemNumber = shownItem;
    const ack = isStopped
      ? await floor.send('stock:resume', { itemNumber, version: versionOf(itemNumber) })
      : await floor.send('stock:stop', { itemNumber });
    if (!ack?.ok) return null;
    isStopped = !isStopped;
    versions.set(itemNumber, ack.version);
    return ack;
  }

  const timer = setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    last = act().finally(() => {
      isBusy = false;
    });
  }, everyMs);
  return {
    async stop() {
      clearInterval(timer);
      await last;
    },
    acts: () => acts,
  };
}
