import type { Reserve } from '../../../../../shared/values/reserve.ts';
import { DAY } from '../../../../../shared/values/time.ts';
import type { App } from '../../../../app.ts';
import type { StaffActor } from '../../../../application/application.ts';
import { openSettlementAdmin } from '../../../../application/payout/payouts.ts';
import type { Ids } from '../../../../lib/clock.ts';
import { addDays, dayOf, dayText } from '../../../../shop/ledger/local-day.ts';

/** What the office planned for one producer, this long before the demo opens, for so many days ahead of that. */
export const SHARES_PLANNED = [
  { agoMs: 8 * DAY, aheadDays: 14, shareBps: 8_500 },
  { agoMs: 2 * DAY, aheadDays: 6, shareBps: 8_200 },
] as const;

/** What the office agreed with that producer before the first stream: more than is promised, and a part of it kept (M7). */
export const SHARE_AT_FIRST = { aheadDays: 0, shareBps: 8_800, reserve: { bps: 800, days: 30 } } as const;

/** The office plans another share for a producer (M6); of the two that it planned the second takes the place of the first. */
export async function planShare(
  app: App,
  { ids, office, producerId }: { ids: Ids; office: StaffActor; producerId: string },
  { aheadDays, ...terms }: { aheadDays: number; shareBps: number; reserve?: Reserve },
): Promise<void> {
  const { settlement } = app.deps;
  if (!settlement) return;
  const admin = openSettlementAdmin(app.deps, settlement);
  const known = await admin.share(producerId);
  const today = known && dayOf(known.today);
  if (!known || !today) throw new Error('The demo has no such producer.');
  const from = dayText(addDays(today, aheadDays));
  const { version } = known;
  const set = await admin.setShare(office, producerId, { key: ids.next(), version, from, ...terms });
  if (!set.ok) throw new Error(`A share was refused: ${set.code}`);
}
