import type { OrderTally } from './orders/order-tally.ts';
import type { Spread } from './spread.ts';

/** One number of a run. */
export interface Measure {
  name: string;
  value: number;
  unit: string;
  /** What one has to know to read it. */
  note?: string;
}

export function measure(name: string, value: number, unit: string, note?: string): Measure {
  return note === undefined ? { name, value, unit } : { name, value, unit, note };
}

/** The 50th and 99th of a hundred, and the longest. */
export function spreadMeasures(name: string, spread: Spread): Measure[] {
  if (spread.count === 0) return [];
  return [
    measure(`${name} p50`, spread.percentile(50), 'ms'),
    measure(`${name} p99`, spread.percentile(99), 'ms'),
    measure(`${name} longest`, spread.max, 'ms'),
  ];
}

/** What became of a stretch of orders. @param overMs how long they came */
export function orderMeasures(name: string, tally: OrderTally, overMs: number): Measure[] {
  if (tally.sent === 0) return [];
  const measures = [
    measure(`${name}: orders due`, tally.sent, 'orders'),
    measure(`${name}: accepted`, (tally.accepted * 1_000) / overMs, 'orders/s', `${tally.accepted} in all`),
    measure(`${name}: accepted of those due`, (100 * tally.accepted) / tally.sent, '%'),
    ...spreadMeasures(`${name}: ack`, tally.ack),
    measure(`${name}: longest time without an accepted order`, tally.longestGapMs, 'ms'),
    measure(`${name}: generator late p99`, tally.late.percentile(99), 'ms'),
  ];
  for (const [code, count] of tally.refused) measures.push(measure(`${name}: ${code}`, count, 'answers'));
  if (tally.replays > 0) measures.push(measure(`${name}: answered as a replay`, tally.replays, 'orders'));
  return measures;
}

export function measureText({ name, value, unit, note }: Measure): string {
  const decimals = Math.abs(value) >= 100 ? 0 : 1;
  const number = `${value.toLocaleString('en', { maximumFractionDigits: decimals })} ${unit}`;
  return `  ${name.padEnd(60)} ${number.padStart(16)}${note ? `   ${note}` : ''}`;
}
