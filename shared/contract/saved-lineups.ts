import * as z from 'zod/mini';
import { id, unitCount } from '../values/ids.ts';
import { currencyCode } from '../values/money.ts';
import { line } from '../values/text.ts';
import { epochMs } from '../values/time.ts';
import { keyed } from './command.ts';
import { MAX_LINEUP_NAME, MAX_SAVED_LINEUPS } from './lineup-lists.ts';

/** Keeps the lineup of a stream under a name; one of the same name and owner is replaced (S15). */
export const saveLineupRequest = z.strictObject({ ...keyed, name: line(MAX_LINEUP_NAME) });
export type SaveLineupRequest = z.infer<typeof saveLineupRequest>;

/** A lineup that was saved, as a list names it. */
export const savedLineup = z.strictObject({
  lineupId: id,
  name: z.string(),
  currency: currencyCode,
  products: unitCount,
  savedAtMs: epochMs,
  /** An operator saved it, for every host; absent: its host's own. */
  isShops: z.optional(z.literal(true)),
  /** Who asks may replace and delete it. */
  isMine: z.optional(z.literal(true)),
});
export type SavedLineup = z.infer<typeof savedLineup>;

export const savedLineups = z.strictObject({
  /** The one that was saved last first. */
  lineups: z.array(savedLineup).check(z.maxLength(MAX_SAVED_LINEUPS)),
});
