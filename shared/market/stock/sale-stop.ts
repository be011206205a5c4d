import * as z from 'zod/mini';
import type { CapabilityContract } from '../../contract/capability.ts';
import { consoleAccepted, contract, keyed, version } from '../../contract/command.ts';
import { lasting, onItem } from '../../contract/refusal.ts';
import { itemNumber } from '../../values/ids.ts';

const ofItem = { ...keyed, itemNumber };

const stop = contract(
  'Stops the sale of an item; held units may still be ordered (L6).',
  z.strictObject(ofItem),
  consoleAccepted,
);
const resume = contract(
  'Sells a stopped item again.',
  z.strictObject({ ...ofItem, version }),
  consoleAccepted,
);

/** An item whose sale the host stops, or takes up again (L6). */
export const saleStop = {
  console: { 'stock:stop': stop, 'stock:resume': resume },
  refusals: { STOPPED: lasting('stock and price', onItem) },
  facts: ['sale_stopped', 'sale_resumed'],
} as const satisfies CapabilityContract;
