import type { ProducerPage } from '../../../shared/contract/settlement.ts';
import { secondNames } from '../../../shared/values/names.ts';
import { DAY } from '../../../shared/values/time.ts';
import type { PayoutRow } from '../../ports/rows.ts';
import {
  MAX_SETTLEMENT_ROWS,
  type ProducerPromise,
  type SettlementStore,
  type ShownStanding,
} from '../../ports/settlement.ts';
import { dayText, localDay } from '../../shop/ledger/local-day.ts';
import type { SettlementTerms } from '../../shop/ledger/terms.ts';
import { nextDueMs, openMinor, reservedMinor } from '../../shop/payout/pay-out.ts';
import type { ShopProduct } from '../../shop/state.ts';
import { promised } from '../ship-days.ts';
import { keptBackOf, keptOf } from './promise.ts';

/** A page for a weak line: at most 30 kB, whatever a producer has. */
const MAX_GOODS = 40;
const MAX_TO_PACK = 30;
const MAX_DAYS = 15;
const MAX_NAMES = 2;
const MAX_PAYOUTS = 5;
const NAME_LENGTH = 24;
const MAX_CURRENCIES = 3;
/** Streams longer ago have nothing left to pack. */
const PACKED_WITHIN_MS = 30 * DAY;

type Day = ProducerPage['money'][number]['days'][number];
type Why = Day['why'];

/** What a producer packs, which money comes by which day and why, and their goods. */
export async function producerPageOf(
  settlement: SettlementStore,
  {
    producerId,
    producer,
    producerEn,
    terms,
    goods,
    currency,
    share,
  }: {
    producerId: string;
    producer: string;
    producerEn?: string;
    terms: SettlementTerms;
    goods: readonly ShopProduct[];
    currency: string;
    share: Pick<ProducerPage, 'shareBps' | 'reserve' | 'nextShare'>;
  },
  asOfMs: number,
): Promise<ProducerPage> {
  const toPack = await settlement.toPack(producerId, asOfMs - PACKED_WITHIN_MS);
  const open = await settlement.standings({ producerId, open: true, limit: MAX_SETTLEMENT_ROWS });
  const payouts = await settlement.payouts({ producerId, limit: 100 });
  const promises = (await settlement.promises(asOfMs)).filter((each) => each.producerId === producerId);
  const money = promises.map((promise) => moneyOf(promise, open, payouts, asOfMs));
  return {
    asOfMs,
    producerId,
    producer,
    ...secondNames({ producerEn }),
    timeZone: terms.timeZone,
    countFrom: terms.countFrom,
    dueDays: terms.dueDays,
    ...share,
    origin: goods.at(-1)?.origin ?? '',
    currency,
    toPack: toPack.slice(0, MAX_TO_PACK).map(({ name, nameEn, shipBy, ...each }) => ({
      ...shortNames(name, nameEn),
      ...each,
      ...promised(shipBy, dayText(localDay(asOfMs, terms.timeZone))),
    })),
    money: money.slice(0, MAX_CURRENCIES).map((each) => ({ ...each, days: each.days.slice(0, MAX_DAYS) })),
    goods: goods
      .slice(-MAX_GOODS)
      .reverse()
      .map(({ productId, name, nameEn, picture, priceMinor, currency, warehouseUnits }) => ({
        productId,
        ...shortNames(name, nameEn),
        picture,
        priceMinor,
        currency,
        warehouseUnits,
      })),
    isCut:
      goods.length > MAX_GOODS ||
      toPack.length > MAX_TO_PACK ||
      money.length > MAX_CURRENCIES ||
      money.some(({ days }) => days.length > MAX_DAYS),
  };
}

function moneyOf(
  kept: ProducerPromise,
  open: readonly ShownStanding[],
  payouts: readonly PayoutRow[],
  nowMs: number,
): ProducerPage['money'][number] {
  const { currency } = kept;
  const days = new Map<string, Day>();
  for (const standing of open) {
    if (standing.currency !== currency) continue;
    for (const { why, dueUntilMs, amountMinor } of partsOf(standing, nowMs)) {
      // What is taken back goes off the next payout, whichever day it was due.
      const key = why === 'taken_back' ? why : `${dueUntilMs} ${why}`;
      const day: Day = days.get(key) ?? { dueUntilMs, amountMinor: 0, lines: 0, why, names: [] };
      day.amountMinor += amountMinor;
      day.lines += 1;
      const { name, nameEn } = shortNames(standing.name, standing.nameEn);
      if (day.names.length < MAX_NAMES && !day.names.includes(name)) {
        if (nameEn || day.namesEn) day.namesEn = [...(day.namesEn ?? day.names), nameEn ?? name];
        day.names.push(name);
      }
      days.set(key, day);
    }
  }
  return {
    currency,
    openMinor: kept.openMinor,
    keptBack: keptBackOf(kept),
    promise: keptOf(kept),
    days: [...days.values()].sort((a, b) => a.dueUntilMs - b.dueUntilMs),
    payouts: payouts
      .filter((payout) => payout.currency === currency)
      .slice(0, MAX_PAYOUTS)
      .map(({ atMs, amountMinor }) => ({ atMs, amountMinor })),
  };
}

/** What is open of a line by the days on which it comes: its share, and what is kept of that in reserve (M7). */
function partsOf(
  standing: ShownStanding,
  nowMs: number,
): { why: Why; dueUntilMs: number; amountMinor: number }[] {
  const amountMinor = openMinor(standing);
  const { dueUntilMs, reservedUntilMs } = standing;
  if (amountMinor < 0) return [{ why: 'taken_back', dueUntilMs, amountMinor }];
  if (standing.isPaused) return [{ why: 'paused', dueUntilMs: nextDueMs(standing), amountMinor }];
  const laterMinor = reservedMinor(standing, Number.NEGATIVE_INFINITY);
  const whyBy = (untilMs: number, why: Why) => (untilMs <= nowMs ? 'overdue' : why);
  return [
    { why: whyBy(dueUntilMs, 'delivered'), dueUntilMs, amountMinor: amountMinor - laterMinor },
    { why: whyBy(reservedUntilMs, 'in_reserve'), dueUntilMs: reservedUntilMs, amountMinor: laterMinor },
  ].filter((part) => part.amountMinor > 0);
}

function shortNames(name: string, nameEn: string | undefined): { name: string; nameEn?: string } {
  return { name: short(name), ...(nameEn && { nameEn: short(nameEn) }) };
}

function short(name: string): string {
  const letters = [...name];
  return letters.length <= NAME_LENGTH ? name : `${letters.slice(0, NAME_LENGTH - 1).join('')}…`;
}
