import type { ProducerShareView } from '../../../../shared/contract/producer-share.ts';
import type { Reserve } from '../../../../shared/values/reserve.ts';
import {
  MAX_RESERVE_BPS,
  MAX_RESERVE_DAYS,
  MAX_SHARE_BPS,
  MIN_SHARE_BPS,
} from '../../../../shared/values/share-bounds.ts';

/** `82` or `82.5` per cent as basis points; null: no share that may be set. */
export function shareBpsOf(text: string): number | null {
  const bps = bpsOf(text);
  return bps !== null && bps >= MIN_SHARE_BPS && bps <= MAX_SHARE_BPS ? bps : null;
}

/** What is kept of a share: `none` for 0 or an empty field; null: nothing that may be set. */
export function reserveOf(percent: string, days: string): Reserve | 'none' | null {
  const bps = percent.trim() === '' ? 0 : bpsOf(percent);
  if (bps === 0) return 'none';
  if (bps === null || bps > MAX_RESERVE_BPS) return null;
  const count = /^\s*\d{1,3}\s*$/.test(days) ? Number(days) : 0;
  return count >= 1 && count <= MAX_RESERVE_DAYS ? { bps, days: count } : null;
}

function bpsOf(text: string): number | null {
  const match = /^\s*(\d{1,3})(?:[.．](\d{1,2}))?\s*[%％]?\s*$/.exec(text);
  if (!match) return null;
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
}

/** What holds on a day before it is changed, and how many planned changes a new one takes the place of. */
export function beforeChange(
  {
    changes,
    shareBps,
    reserve,
    today,
  }: Pick<ProducerShareView, 'changes' | 'shareBps' | 'reserve' | 'today'>,
  from: string,
  dayOf: (atMs: number) => string,
): { wasBps: number; wasReserve: Reserve | null; dropped: number } {
  // Decided last comes first: of those that are not replaced, the later day is the earlier entry.
  const planned = changes.filter(({ fromMs, isReplaced }) => !isReplaced && dayOf(fromMs) > today);
  const before = planned.find(({ fromMs }) => dayOf(fromMs) < from);
  return {
    wasBps: before?.shareBps ?? shareBps,
    wasReserve: (before ? before.reserve : reserve) ?? null,
    dropped: planned.filter(({ fromMs }) => dayOf(fromMs) >= from).length,
  };
}
