import * as z from 'zod/mini';
import type { CapabilityContract } from '../../contract/capability.ts';
import { consoleAccepted, contract, keyed, version } from '../../contract/command.ts';
import { entry, ofItem, shelfCount, told } from '../../contract/entry.ts';
import { lasting, onItem, passing } from '../../contract/refusal.ts';
import { itemNumber, unitCount } from '../../values/ids.ts';
import { epochMs } from '../../values/time.ts';
import { stockStates } from './entry.ts';

const adjust = contract(
  'Corrects the allotment by a whole number of units; never below what is taken (K1).',
  z.strictObject({
    ...keyed,
    itemNumber,
    version,
    delta: z.int().check(
      z.gte(-100_000),
      z.lte(100_000),
      z.refine((delta) => delta !== 0, 'zero changes nothing'),
    ),
  }),
  consoleAccepted,
);

export const stock = {
  console: { 'stock:adjust': adjust },
  refusals: {
    SOLD_OUT: lasting('stock and price', onItem),
    ALL_HELD: passing('stock and price', { ...onItem, nextFreeAtMs: z.nullable(epochMs) }),
    INSUFFICIENT: lasting('stock and price', { ...onItem, max: unitCount }),
    STOCK_INVALID: lasting('console: page, stock and floor prices', { ...onItem, available: unitCount }),
  },
  facts: ['stock_transferred_in', 'stock_transferred_out', 'stock_adjusted', 'transfer_voided'],
  entries: [
    entry(
      `The stock of an item. The state is a number: ${stockStates.map((state, n) => `${n} ${state}`).join(', ')}.`,
      z.tuple([
        z.literal('s'),
        ofItem,
        told('state', z.int().check(z.gte(0), z.lt(stockStates.length))),
        told('available', shelfCount, 'Exact up to 20; 21 says "more than 20" (K2).'),
        told('nextFreeAtMs', z.int(), 'When the next reserved unit may be free again; 0: unknown.'),
        told(
          'flashLeft',
          z.int().check(z.gte(-1), z.lte(21)),
          'Units left at the flash price; -1: there is none.',
        ),
      ]),
    ),
    entry('An item that has no stock entry any more.', z.tuple([z.literal('s'), ofItem, z.null()])),
  ],
} as const satisfies CapabilityContract;
