import type { ProducerShareView } from '../../../../shared/contract/producer-share.ts';
import { MAX_SHARE_BPS, MIN_SHARE_BPS } from '../../../../shared/values/share-bounds.ts';

/** `82` or `82.5` per cent as basis points; null: no share that may be set. */
export function shareBpsOf(text: string): number | null {
  const match = /^\s*(\d{1,3})(?:[.．](\d{1,2}))?\s*[%％]?\s*$/.exec(text);
  if (!match) return null;
  const bps = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
  return bps >= MIN_SHARE_BPS && bps <= MAX_SHARE_BPS ? bps : null;
}

/** What holds on a day before it is changed, and how many planned changes a new one takes the place of. */
export function beforeChange(
  { changes, shareBps, today }: Pick<ProducerShareView, 'changes' | 'shareBps' | 'today'>,
  from: string,
  dayOf: (atMs: number) => string,
): { wasBps: number; dropped: number } {
  // Decided last comes first: of those that are not replaced, the later day is the earlier entry.
  const planned = changes.filter(({ fromMs, isReplaced }) => !isReplaced && dayOf(fromMs) > today);
  const before = planned.find(({ fromMs }) => dayOf(fromMs) < from);
  return {
    wasBps: before?.shareBps ?? shareBps,
    dropped: planned.filter(({ fromMs }) => dayOf(fromMs) >= from).length,
  };
}
