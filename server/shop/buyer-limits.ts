import { type LimitReason, MAX_LIMIT_DAYS } from '../../shared/values/limit-reasons.ts';
import type { By } from '../market/kernel/by.ts';
import type { DecideAt } from '../market/kernel/decision.ts';
import { accept, refused } from '../market/kernel/decision.ts';
import type { ShopDecision } from './decide.ts';
import { addDays, localDay, startOfDay } from './ledger/local-day.ts';
import { termsAt } from './ledger/terms.ts';
import type { BuyerLimit, ShopFact, ShopState } from './state.ts';

/** Buyers that may be limited at once. */
const MAX_LIMITED = 10_000;

/**
 * Limits a buyer until a day of the shop begins (B11); another limit takes the place of the one before. The same again →
 * nothing happens. One more buyer than 10,000 → BAD_REQUEST of `buyerId`.
 * @param request.buyerId the id that the buyer is now; `ids` are all that are theirs
 */
export function limitBuyer(
  state: ShopState,
  request: { buyerId: string; ids: readonly string[]; days: number; reason: LimitReason },
  by: Pick<DecideAt, 'atMs'> & { by: By },
): ShopDecision<{ limit: BuyerLimit | null }> {
  const { buyerId, ids, reason } = request;
  const { timeZone } = termsAt(state.settlement.terms, by.atMs);
  const days = Math.min(request.days, MAX_LIMIT_DAYS);
  const untilMs = startOfDay(addDays(localDay(by.atMs, timeZone), days), timeZone);
  const known = limitOf(state, ids, by.atMs);
  const reply = (after: Readonly<ShopState>) => ({ limit: limitOf(after, ids, by.atMs) });
  if (known?.untilMs === untilMs && known.reason === reason) return accept([], reply);
  if (!known && state.limits.size >= MAX_LIMITED) return refused({ code: 'BAD_REQUEST', field: 'buyerId' });
  // A guest may have been limited before they became this buyer: of two limits the longer one would count.
  const others = ids.filter((id) => id !== buyerId && state.limits.has(id));
  return accept(
    [...lifted(others, by.by), { type: 'buyer_limited', buyerId, untilMs, reason, by: by.by }],
    reply,
  );
}

/** Lifts every limit of a buyer, under whichever id it stands. There is none → nothing happens. */
export function liftLimit(
  state: ShopState,
  { ids }: { ids: readonly string[] },
  by: { by: By },
): ShopDecision<{ limit: null }> {
  const limited = ids.filter((id) => state.limits.has(id));
  return accept(lifted(limited, by.by), () => ({ limit: null }));
}

function lifted(buyerIds: readonly string[], by: By): ShopFact[] {
  return buyerIds.map((buyerId) => ({ type: 'buyer_limit_lifted', buyerId, by }));
}

/** The limit that counts for somebody at an instant, over all ids that are theirs: the one that lasts longest; null: none. */
export function limitOf(
  { limits }: Readonly<Pick<ShopState, 'limits'>>,
  ids: readonly string[],
  atMs: number,
): BuyerLimit | null {
  let longest: BuyerLimit | null = null;
  if (limits.size === 0) return null;
  for (const id of ids) {
    const limit = limits.get(id);
    if (limit && limit.untilMs > atMs && limit.untilMs > (longest?.untilMs ?? 0)) longest = limit;
  }
  return longest;
}

/** Takes a limit into the state; those that are over by then are forgotten. */
export function keepLimit(
  { limits }: Pick<ShopState, 'limits'>,
  { buyerId, untilMs, reason, by }: Extract<ShopFact, { type: 'buyer_limited' }>,
  sinceMs: number,
): void {
  for (const [id, limit] of limits) if (limit.untilMs <= sinceMs) limits.delete(id);
  limits.set(buyerId, { untilMs, reason, sinceMs, by });
}
