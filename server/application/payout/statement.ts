import type { StatementView } from '../../../shared/contract/settlement.ts';
import { secondNames } from '../../../shared/values/names.ts';
import type { AccountEntry, SettlementStore } from '../../ports/settlement.ts';
import { addDays, dayOf, dayText } from '../../shop/ledger/local-day.ts';
import { refKey } from '../../shop/payout/pay-out.ts';
import { statementOf, weekAt, weekOf } from '../../shop/payout/statement.ts';
import type { Engines } from '../engines.ts';

/** A week of a producer's account, with what a person needs to recognise each line (M4). */
export async function statementFor(
  { settlement, engines }: { settlement: SettlementStore; engines: Pick<Engines, 'referenceOf'> },
  asked: {
    producerId: string;
    producer: string;
    producerEn?: string;
    currency: string;
    timeZone: string;
    week: string | undefined;
  },
  nowMs: number,
): Promise<StatementView> {
  const { producerId, producer, producerEn, currency, timeZone } = asked;
  const day = asked.week === undefined ? null : dayOf(asked.week);
  const week = day ? weekOf(day, timeZone) : weekAt(nowMs, timeZone);
  const openingMinor = await settlement.owedBefore(producerId, currency, week.fromMs);
  const entries = await settlement.account(producerId, currency, week.fromMs, week.toMs);
  const known = new Map(entries.flatMap((entry) => [[keyOf(entry), entry]]));
  const { lines, ...sums } = statementOf(openingMinor, entries, (ref) => known.get(ref)?.paidAtMs ?? null);
  return {
    producerId,
    producer,
    ...secondNames({ producerEn }),
    currency,
    timeZone,
    from: dayText(week.monday),
    until: dayText(addDays(week.monday, 6)),
    isOver: nowMs >= week.toMs,
    ...sums,
    lines: lines.map(({ baseMinor, feeMinor, shareMinor, entries: named, ...ref }) => {
      const about = known.get(refKey(ref));
      // A refund after the payout is a line of its own, of which nothing is kept.
      const keptMinor = shareMinor > 0 ? Math.min(about?.reservedMinor ?? 0, shareMinor) : 0;
      return {
        number: about?.number ?? '',
        reference: about?.number ? engines.referenceOf(about.streamId, about.number) : '',
        name: about?.name ?? '',
        ...secondNames({ nameEn: about?.nameEn ?? '' }),
        units: about?.units ?? 0,
        deliveredAtMs: about?.deliveredAtMs ?? null,
        dueUntilMs: about?.dueUntilMs ?? null,
        baseMinor,
        feeMinor,
        shareMinor,
        ...reservedPart(about?.reservedUntilMs ?? 0, keptMinor),
        entries: named,
      };
    }),
  };
}

/** How a view says what of a line is kept in reserve (M7). */
export function reservedPart(
  untilMs: number,
  minor: number,
): { reserved?: { minor: number; untilMs: number } } {
  return minor > 0 ? { reserved: { minor, untilMs } } : {};
}

function keyOf({ streamId, orderId, lineIndex, deliverySeq }: AccountEntry): string {
  return refKey({
    streamId,
    orderId: orderId ?? '',
    lineIndex: lineIndex ?? 0,
    deliverySeq: deliverySeq ?? 0,
  });
}
