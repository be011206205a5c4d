import * as z from 'zod/mini';
import type { CapabilityContract } from '../../contract/capability.ts';
import { accepted, consoleAccepted, contract, keyed, version } from '../../contract/command.ts';
import { consoleItem } from '../../contract/console.ts';
import { entry, ofItem, told } from '../../contract/entry.ts';
import { lasting, onItem } from '../../contract/refusal.ts';
import { id, itemNumber, seq, unitCount, units } from '../../values/ids.ts';
import { currencyCode, priceMinor } from '../../values/money.ts';
import { epochMs } from '../../values/time.ts';
import { MAX_ITEMS, MAX_UNDO } from './bounds.ts';

const byItem = { ...keyed, itemNumber };

const add = contract(
  'Puts a good into the lineup with its allotment, moved from the warehouse (S5, L1).',
  z.strictObject({
    ...keyed,
    productId: id,
    units: unitCount,
    priceMinor: z.optional(priceMinor),
    buyerLimit: z.optional(z.nullable(units)),
  }),
  z.strictObject({ ...accepted, itemNumber, version }),
);
const remove = contract(
  'Takes an item out of the lineup; its number is not given again (L1, L3).',
  z.strictObject({ ...byItem, version }),
  consoleAccepted,
);
const reorder = contract(
  'Sets the order of the bag (L4).',
  z.strictObject({ ...keyed, order: z.array(itemNumber).check(z.maxLength(MAX_ITEMS)), version }),
  consoleAccepted,
);
const pin = contract(
  'Pins an item; over the limit the oldest pin goes (L2).',
  z.strictObject({ ...byItem, version }),
  consoleAccepted,
);
const unpin = contract('Releases a pin; always wins (L4).', z.strictObject(byItem), consoleAccepted);
const setPrice = contract(
  'Changes the list price of an item.',
  z.strictObject({ ...byItem, version, priceMinor }),
  consoleAccepted,
);
const setLimit = contract(
  'Changes how many of an item one buyer may have in this stream, from now on; null: no limit (B1).',
  z.strictObject({ ...byItem, version, buyerLimit: z.nullable(units) }),
  consoleAccepted,
);
const undo = contract(
  'Takes back a pin, reorder, stop of sale, limit per buyer, or an untouched flash start, within 5 s (L5).',
  z.strictObject({ ...keyed, seq }),
  consoleAccepted,
);

const cardEntry = z.tuple([
  told('name', z.string()),
  told('producer', z.string()),
  told('origin', z.string()),
  told('grams', z.int()),
  told('picture', z.string(), 'A path on this server, an https address, or empty.'),
  told('listPriceMinor', priceMinor),
  told('buyerLimit', z.int(), 'Units per buyer in this stream (B1); 0: no limit.'),
  told('nameEn', z.optional(z.string()), 'For who reads English; empty or absent: the one name.'),
  told('producerEn', z.optional(z.string()), 'The same of its producer.'),
  told('originEn', z.optional(z.string()), 'The same of where it comes from; parcels go by the one name.'),
]);

export const lineup = {
  console: {
    'lineup:add': add,
    'lineup:remove': remove,
    'lineup:reorder': reorder,
    'lineup:pin': pin,
    'lineup:unpin': unpin,
    'lineup:set-price': setPrice,
    'lineup:set-limit': setLimit,
    'lineup:undo': undo,
  },
  refusals: {
    BUYER_LIMIT: lasting('limits', { ...onItem, allowance: unitCount }),
    NOT_IN_LINEUP: lasting('order', onItem),
    /** A product of another currency than the stream's, which is named (S9). */
    CURRENCY_DIFFERS: lasting('console: page, stock and floor prices', { currency: currencyCode }),
    STALE_VERSION: lasting('console: flash sales and vouchers', { ...onItem, version: z.int() }),
  },
  facts: [
    'item_added',
    'item_removed',
    'lineup_reordered',
    'item_pinned',
    'item_unpinned',
    'pins_restored',
    'price_changed',
    'buyer_limit_changed',
  ],
  frame: {
    lineupVersion: z.int(),
    pins: z.array(z.strictObject({ itemNumber, sinceMs: epochMs })),
    order: z.array(itemNumber),
    /** Console facts that can still be taken back, and until when (L5). */
    undoable: z.optional(
      z.array(z.strictObject({ seq: z.int(), untilMs: epochMs })).check(z.maxLength(MAX_UNDO)),
    ),
  },
  frameLists: { items: z.array(consoleItem) },
  entries: [
    entry('The items of the lineup, in their order.', z.tuple([z.literal('o'), z.array(itemNumber)])),
    entry('The pins.', z.tuple([z.literal('p'), z.array(z.tuple([ofItem, told('sinceMs', epochMs)]))])),
    entry(
      'What is said of an item that rarely changes.',
      z.tuple([z.literal('c'), ofItem, z.nullable(cardEntry)]),
    ),
  ],
} as const satisfies CapabilityContract;
