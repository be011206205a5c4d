import type { Moment, MomentItem } from '../../shared/contract/moment.ts';
import { formatMoney } from '../../shared/values/money.ts';
import { replay as replayStream } from '../audit/replay.ts';
import { readConfig } from '../config.ts';
import type { Until } from '../ports/analyst.ts';
import { logIdsOf, openLedger } from './ledger.ts';

/** Prints a stream as it was at an instant, or after one of its facts: from its log alone. */
export async function replay(
  which: string,
  options: { at: string; buyer?: string; json?: boolean },
): Promise<void> {
  const until = untilOf(options.at);
  const ledger = await openLedger(readConfig(process.env));
  try {
    const [logId] = (await logIdsOf(ledger, which)) ?? [];
    if (logId === undefined || logId === 'shop')
      throw new Error('Name one stream, by its id or its address.');
    const moment = await replayStream(ledger, logId, until, options.buyer ?? null);
    if (!moment) throw new Error('The stream did not exist then.');
    process.stdout.write(options.json ? `${JSON.stringify(moment)}\n` : sentences(moment));
  } finally {
    await ledger.close();
  }
}

/** A whole number is a place in the log, everything else a time with its zone. */
export function untilOf(text: string): Until {
  if (/^\d{1,15}$/.test(text)) return { seq: Number(text) };
  const isZoned = /(?:Z|[+-]\d\d:?\d\d)$/.test(text);
  const atMs = isZoned ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(atMs)) {
    throw new Error('--at takes the number of a fact, or a time with its zone: 2026-09-25T20:05:00+08:00.');
  }
  return { atMs };
}

function sentences(moment: Moment): string {
  const { title, status, seq, factAtMs, atMs, orders, holds, pause, currency } = moment;
  const money = (minor: number) => formatMoney(minor, currency, 'en');
  const lines = [
    `${title}: ${status} at ${time(atMs)}, after fact ${seq} of ${time(factAtMs)}`,
    ...(pause ? [`selling is paused since ${time(pause.sinceMs)}: ${pause.found}`] : []),
    ...moment.lineup.map((item) => itemLine(item, money, atMs)),
    `orders: ${orders.placed} placed, ${orders.paid} paid, ${orders.expired} expired, ${orders.cancelled} cancelled`,
    `holds: ${holds.count} of ${holds.units} units${holds.nextEndsAtMs === null ? '' : `, the next ends ${time(holds.nextEndsAtMs)}`}`,
  ];
  for (const { itemNumber, directUnits, expiredUnits, holds: held } of moment.cart?.lines ?? []) {
    const parts = held.map(
      ({ units, unitPriceMinor, untilMs }) => `${units} at ${money(unitPriceMinor)} until ${time(untilMs)}`,
    );
    if (directUnits > 0) parts.push(`${directUnits} not held`);
    if (expiredUnits > 0) parts.push(`${expiredUnits} expired`);
    lines.push(`cart: ${itemNumber}: ${parts.join(', ')}`);
  }
  if (moment.cart?.lines.length === 0) lines.push('cart: empty');
  return `${lines.join('\n')}\n`;
}

function itemLine(item: MomentItem, money: (minor: number) => string, atMs: number): string {
  const { itemNumber, name, isPinned, priceMinor, shown, stock, flash } = item;
  const { available, held, unpaid, sold } = stock;
  const left = flash ? Math.max(0, Math.ceil((flash.endsAtMs - atMs) / 1_000)) : 0;
  const timer = flash?.phase === 'running' ? `, flash for ${left} s, ${flash.free} of ${flash.cap} left` : '';
  return `${itemNumber}${isPinned ? '*' : ''} ${name}: ${money(priceMinor)}${timer}; ${shown}, ${available} available, ${held} held, ${unpaid} unpaid, ${sold} sold`;
}

function time(ms: number): string {
  return new Date(ms).toISOString();
}
