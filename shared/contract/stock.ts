import * as z from 'zod/mini';
import { itemNumber } from '../values/ids.ts';
import { contract, keyed } from './command.ts';
import { consoleAccepted, version } from './lineup.ts';

const onItem = { ...keyed, itemNumber };

export const adjust = contract(
  'Corrects the allotment by a whole number of units; never below what is taken (K1).',
  z.strictObject({
    ...onItem,
    version,
    delta: z.int().check(
      z.gte(-100_000),
      z.lte(100_000),
      z.refine((delta) => delta !== 0, 'zero changes nothing'),
    ),
  }),
  consoleAccepted,
);
export const stop = contract(
  'Stops the sale of an item; held units may still be ordered (L6).',
  z.strictObject(onItem),
  consoleAccepted,
);
export const resume = contract(
  'Sells a stopped item again.',
  z.strictObject({ ...onItem, version }),
  consoleAccepted,
);
