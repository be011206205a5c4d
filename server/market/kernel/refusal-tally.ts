import type { TallyRules } from '../../event-log/log-type.ts';
import type { RefusalTally } from '../../ports/rows.ts';
import type { Ask } from './decision.ts';

/** K4: what was asked for and was not there is counted by buyer, item and code. */
export const refusalTally = {
  idOf: (buyerId: string, { itemNumber, code }: Ask) => `${buyerId} ${itemNumber} ${code}`,

  first: (buyerId: string, { itemNumber, code, units }: Ask, atMs: number): RefusalTally => ({
    buyerId,
    itemNumber,
    code,
    atMs,
    count: 1,
    largestAsk: units,
  }),

  add(tally: RefusalTally, { units }: Ask, atMs: number): void {
    tally.count += 1;
    tally.atMs = atMs;
    tally.largestAsk = Math.max(tally.largestAsk, units);
  },
} satisfies TallyRules;
