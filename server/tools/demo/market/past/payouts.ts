import { DAY, HOUR } from '../../../../../shared/values/time.ts';
import type { StaffActor } from '../../../../application/application.ts';
import { openSettlementAdmin, type SettlementAdmin } from '../../../../application/payout/payouts.ts';
import { dayText, localDay } from '../../../../shop/ledger/local-day.ts';
import type { Agenda } from './agenda.ts';
import type { Shop } from './shopping.ts';

const CURRENCY = 'CNY';
const PAYS_EVERY_DAYS = 3;
/** The office pays what falls due until its next day of payment, and nothing before. */
const PAYS_AHEAD_MS = 2 * DAY;
const OFFICE_OPENS_MS = 15 * HOUR;

/** Producers (a word of their name) whom the office forgot for a while, by days before tonight: two were paid late. */
const forgotten: readonly { producer: string; fromDaysAgo: number; untilDaysAgo: number }[] = [
  { producer: '石宝山茶园', fromDaysAgo: 47, untilDaysAgo: 34 },
  { producer: '象图核桃', fromDaysAgo: 28, untilDaysAgo: 16 },
  // And one is overdue tonight.
  { producer: '狮河木雕', fromDaysAgo: 13, untilDaysAgo: 0 },
];

/** Plans the office's days of payment from the first stream on until now. */
export function planPayouts(
  deps: Pick<Shop, 'app' | 'clock' | 'ids'> & {
    agenda: Agenda;
    /** Resolves once all that happened is in the ledger. */
    settled(): Promise<void>;
  },
  office: StaffActor,
  { nowMs, beganMs, producers }: { nowMs: number; beganMs: number; producers: ReadonlyMap<string, string> },
): void {
  const { app, agenda, settled } = deps;
  const { settlement } = app.deps;
  if (!settlement) return;
  const desk = openSettlementAdmin(app.deps, settlement);
  for (let daysAgo = 0; nowMs - daysAgo * DAY > beganMs; daysAgo += 1) {
    if (daysAgo % PAYS_EVERY_DAYS !== 2) continue;
    const due = [...producers].filter(
      ([name]) =>
        !forgotten.some(
          ({ producer, fromDaysAgo, untilDaysAgo }) =>
            name.includes(producer) && daysAgo <= fromDaysAgo && daysAgo > untilDaysAgo,
        ),
    );
    agenda.plan(nowMs - daysAgo * DAY - DAY + OFFICE_OPENS_MS, async () => {
      await settled();
      for (const [, producerId] of due) await payProducer(deps, desk, office, producerId);
    });
  }
}

async function payProducer(
  { clock, ids }: Pick<Shop, 'clock' | 'ids'>,
  desk: SettlementAdmin,
  office: StaffActor,
  producerId: string,
): Promise<void> {
  const until = dayText(localDay(clock.nowMs() + PAYS_AHEAD_MS, 'Asia/Shanghai'));
  const owed = await desk.payables(producerId, CURRENCY, until);
  if (!owed || owed.payoutMinor <= 0) return;
  const { version, untilMs, payoutMinor: amountMinor } = owed;
  const request = { key: ids.next(), producerId, currency: CURRENCY, untilMs, amountMinor, version };
  const paid = await desk.payOut(office, request);
  if (!paid.ok) throw new Error(`A payout was refused: ${paid.code}`);
}
