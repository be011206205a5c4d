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

/** The office plans another share for a producer (M6); of the two that it planned the second takes the place of the first. */
export async function planShare(
  app: App,
  { ids, office, producerId }: { ids: Ids; office: StaffActor; producerId: string },
  { aheadDays, shareBps }: (typeof SHARES_PLANNED)[number],
): Promise<void> {
  const { settlement } = app.deps;
  if (!settlement) return;
  const admin = openSettlementAdmin(app.deps, settlement);
  const known = await admin.share(producerId);
  const today = known && dayOf(known.today);
  if (!known || !today) throw new Error('The demo has no such producer.');
  const from = dayText(addDays(today, aheadDays));
  const { version } = known;
  const set = await admin.setShare(office, producerId, { key: ids.next(), version, from, shareBps });
  if (!set.ok) throw new Error(`A share was refused: ${set.code}`);
}
