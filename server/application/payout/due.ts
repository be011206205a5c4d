import { DUE_LINES_SHOWN, type DueDays, type DueLines } from '../../../shared/contract/settlement.ts';
import { secondNames } from '../../../shared/values/names.ts';
import { MAX_SETTLEMENT_ROWS, type SettlementStore, type ShownStanding } from '../../ports/settlement.ts';
import {
  addDays,
  type Day,
  dayText,
  endOfDayAfter,
  localDay,
  mondayOf,
  startOfDay,
} from '../../shop/ledger/local-day.ts';
import { nextDueMs, payoutOf, refKey } from '../../shop/payout/pay-out.ts';
import type { ProducerNames } from '../../shop/producers.ts';
import type { ApplicationDeps } from '../deps.ts';
import { isAdjustment } from './one-payout.ts';

const FRIDAY = 4;

type DueLine = ShownStanding & { amountMinor: number };

/** What payouts would pay today and by the next Friday, over all producers (M2). */
export async function dueDaysOf(
  settlement: Pick<SettlementStore, 'standings'>,
  timeZone: string,
  asOfMs: number,
): Promise<DueDays> {
  const open = await openOfAll(settlement);
  const today = localDay(asOfMs, timeZone);
  return {
    asOfMs,
    timeZone,
    days: [today, fridayAfter(today)].map((day) => {
      const untilMs = endOf(day, timeZone);
      return { day: dayText(day), untilMs, sums: sumsOf(linesDue(open, untilMs)) };
    }),
  };
}

/** The lines of one of those sums, or of any other day. */
export async function dueLinesOf(
  settlement: Pick<SettlementStore, 'standings'>,
  {
    day,
    timeZone,
    namesOf,
    referenceOf,
  }: {
    day: Day;
    timeZone: string;
    namesOf(producerId: string): ProducerNames;
    referenceOf: ApplicationDeps['engines']['referenceOf'];
  },
  asOfMs: number,
): Promise<DueLines> {
  const untilMs = endOf(day, timeZone);
  const lines = linesDue(await openOfAll(settlement), untilMs);
  return {
    asOfMs,
    timeZone,
    day: dayText(day),
    untilMs,
    sums: sumsOf(lines),
    lines: lines
      .slice(0, DUE_LINES_SHOWN)
      .map(({ streamId, number, name, nameEn, producerId, currency, amountMinor, dueUntilMs }) => ({
        reference: referenceOf(streamId, number),
        name,
        ...secondNames({ nameEn }),
        producerId,
        ...namesOf(producerId),
        ...{ currency, amountMinor, dueUntilMs },
      })),
  };
}

function openOfAll(settlement: Pick<SettlementStore, 'standings'>): Promise<ShownStanding[]> {
  return settlement.standings({ open: true, limit: MAX_SETTLEMENT_ROWS });
}

/** Producer by producer as a payout of that day would pay (M3); where it would pay nothing, nothing is due yet. */
function linesDue(open: readonly ShownStanding[], untilMs: number): DueLine[] {
  const ofWhom = new Map<string, ShownStanding[]>();
  for (const standing of open) {
    const whom = `${standing.producerId} ${standing.currency}`;
    const known = ofWhom.get(whom);
    if (known) known.push(standing);
    else ofWhom.set(whom, [standing]);
  }
  return [...ofWhom.values()]
    .flatMap((standings) => {
      const paid = payoutOf(standings, untilMs);
      if (paid.reduce((sum, { amountMinor }) => sum + amountMinor, 0) <= 0) return [];
      const amounts = new Map(paid.map((line) => [refKey(line), line.amountMinor]));
      return standings.flatMap((standing) => {
        const amountMinor = amounts.get(refKey(standing));
        return amountMinor === undefined
          ? []
          : [{ ...standing, amountMinor, dueUntilMs: nextDueMs(standing) }];
      });
    })
    .sort((a, b) => a.dueUntilMs - b.dueUntilMs || (refKey(a) < refKey(b) ? -1 : 1));
}

function sumsOf(lines: readonly DueLine[]): DueDays['days'][number]['sums'] {
  const sums = new Map<string, { amountMinor: number; lines: number; adjustments: number }>();
  for (const line of lines) {
    const sum = sums.get(line.currency) ?? { amountMinor: 0, lines: 0, adjustments: 0 };
    sum.amountMinor += line.amountMinor;
    if (isAdjustment(line)) sum.adjustments += 1;
    else sum.lines += 1;
    sums.set(line.currency, sum);
  }
  return [...sums].map(([currency, { adjustments, ...sum }]) => ({
    currency,
    ...sum,
    ...(adjustments > 0 && { adjustments }),
  }));
}

function endOf(day: Day, timeZone: string): number {
  return endOfDayAfter(startOfDay(day, timeZone), 0, timeZone);
}

/** The first Friday after a day; after a Friday, the next one. */
function fridayAfter(day: Day): Day {
  const friday = addDays(mondayOf(day), FRIDAY);
  return dayText(friday) > dayText(day) ? friday : addDays(friday, 7);
}
