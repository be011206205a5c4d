import { isSameReserve, type Reserve } from '../../shared/values/reserve.ts';
import {
  MAX_SHARE_AHEAD_DAYS,
  MAX_SHARES_KEPT,
  MAX_SHARES_PLANNED,
} from '../../shared/values/share-bounds.ts';
import type { By } from '../market/kernel/by.ts';
import type { DecideAt, Decision } from '../market/kernel/decision.ts';
import { accept, refused } from '../market/kernel/decision.ts';
import { defaultSettings } from '../market/stream/settings.ts';
import { addDays, dayOf, dayText, localDay, startOfDay } from './ledger/local-day.ts';
import { termsAt } from './ledger/terms.ts';
import type { ProducerShares, ShareChange, ShopFact, ShopState } from './state.ts';

type ShopDecision<Reply> = Decision<Reply, ShopFact, ShopState>;
type Shares = Readonly<Pick<ShopState, 'shares'>>;

const none: ProducerShares = { version: 0, changes: [] };

/** What was ever set of a producer's share, as far as it is remembered (M6). */
export function sharesOf({ shares }: Shares, producerId: string): ProducerShares {
  return shares.get(producerId) ?? none;
}

/**
 * The share that the shop set for a producer and that is in force at an instant (M6): what was decided last of all whose day
 * has come. Null: nobody set any; then the stream's own counts.
 */
export function shareAt(state: Shares, producerId: string, atMs: number): number | null {
  return changeAt(state, producerId, atMs)?.shareBps ?? null;
}

/** What of a producer's share is kept in reserve of what enters a lineup at an instant (M7); null: nothing. */
export function reserveAt(state: Shares, producerId: string, atMs: number): Reserve | null {
  return changeAt(state, producerId, atMs)?.reserve ?? null;
}

function changeAt(state: Shares, producerId: string, atMs: number): ShareChange | undefined {
  return sharesOf(state, producerId).changes.findLast(({ fromMs }) => fromMs <= atMs);
}

/** Changes that are still to come, in the order of their days. */
export function plannedShares(state: Shares, producerId: string, atMs: number): ShareChange[] {
  const { changes } = sharesOf(state, producerId);
  return changes.filter((change, index) => change.fromMs > atMs && !isReplaced(changes, index));
}

/** Whether a later decision holds from the same day on, or from an earlier one: then this one never counts. */
export function isReplaced(changes: readonly ShareChange[], index: number): boolean {
  const { fromMs } = changes[index]!;
  return changes.some((later, at) => at > index && later.fromMs <= fromMs);
}

/**
 * Sets a producer's share from a day of the shop on, today from now on (M6), and what of it is kept in reserve (M7; null:
 * nothing; absent: as it would be then). It takes the place of what was planned for that
 * day or a later one. What is in a lineup already keeps both. The same again → nothing happens.
 *
 * Refusals: NOT_FOUND without such a producer; STALE_VERSION with the present one; BAD_REQUEST of `from` for no day, one that
 * is over, one too far ahead, and for one more than is planned at most.
 */
export function setProducerShare(
  state: ShopState,
  {
    producerId,
    version,
    from,
    shareBps,
    reserve,
  }: {
    producerId: string;
    version: number;
    from: string;
    shareBps: number;
    reserve?: Reserve | null | undefined;
  },
  at: Pick<DecideAt, 'atMs'> & { by: By },
): ShopDecision<{ version: number }> {
  if (![...state.producers.values()].includes(producerId)) return refused({ code: 'NOT_FOUND' });
  const known = sharesOf(state, producerId);
  if (version !== known.version) return refused({ code: 'STALE_VERSION', version: known.version });
  const { timeZone } = termsAt(state.settlement.terms, at.atMs);
  const today = localDay(at.atMs, timeZone);
  const day = dayOf(from);
  const isFar = from > dayText(addDays(today, MAX_SHARE_AHEAD_DAYS));
  if (!day || from < dayText(today) || isFar) return refused({ code: 'BAD_REQUEST', field: 'from' });
  const fromMs = Math.max(startOfDay(day, timeZone), at.atMs);
  const planned = plannedShares(state, producerId, at.atMs);
  const wasBps = shareAt(state, producerId, fromMs) ?? defaultSettings.shareBps;
  const wasReserve = reserveAt(state, producerId, fromMs);
  const now = reserve === undefined ? wasReserve : reserve;
  const isSame =
    shareBps === wasBps &&
    isSameReserve(now, wasReserve) &&
    planned.every((change) => change.fromMs < fromMs);
  const reply = (after: Shares) => ({ version: sharesOf(after, producerId).version });
  if (isSame) return accept([], reply);
  const stays = planned.filter((change) => change.fromMs < fromMs);
  if (stays.length >= MAX_SHARES_PLANNED) return refused({ code: 'BAD_REQUEST', field: 'from' });
  const kept = { ...(now && { reserve: now }), ...(wasReserve && { wasReserve }) };
  const fact = { type: 'producer_share_set' as const, producerId, fromMs, wasBps, shareBps, ...kept };
  return accept([{ ...fact, by: at.by }], reply);
}

/** Takes a change into the state. Of too many the oldest goes that neither holds now nor is to come. */
export function keepShare(
  state: Pick<ShopState, 'shares'>,
  fact: Extract<ShopFact, { type: 'producer_share_set' }>,
  atMs: number,
): void {
  const { producerId, fromMs, wasBps, shareBps, reserve, wasReserve, by } = fact;
  const known = sharesOf(state, producerId);
  const kept = { ...(reserve && { reserve }), ...(wasReserve && { wasReserve }) };
  const changes = [...known.changes, { fromMs, wasBps, shareBps, ...kept, atMs, staffId: by.staffId }];
  if (changes.length > MAX_SHARES_KEPT) {
    const inForce = changes.findLastIndex((change) => change.fromMs <= atMs);
    const isOver = (change: ShareChange, index: number) =>
      index !== inForce && (change.fromMs <= atMs || isReplaced(changes, index));
    changes.splice(changes.findIndex(isOver), 1);
  }
  state.shares.set(producerId, { version: known.version + 1, changes });
}
