import { shopBys } from '../../shared/values/shop-report-bounds.ts';
import type { PartReport } from './report.ts';

/**
 * Every number that the design gives a budget, under the part that measures it. A run that lacks one says so: a number that
 * is not printed looks like one that is kept.
 */
const budgeted: Readonly<Record<string, readonly string[]>> = {
  engine: ['engine of bare inserts'],
  postgres: ['durable orders, end to end, kept up with'],
  orders: [
    'ack p99 at 3000 orders/s',
    'ack p99 at 3000 orders/s, 5,000 watching',
    'durable orders, end to end, kept up with',
  ],
  burst: [
    'BUSY',
    'ack p99',
    'opening: units beside the quota',
    'opening: BUSY without a receipt',
    'opening: all heard after the draw',
  ],
  nodes: [
    'opening: units beside the quota',
    'opening: BUSY without a receipt',
    'opening: all heard after the draw',
  ],
  goodput: [2, 3].map((times) => `goodput at ${times} ×, of the most`),
  'fan-out': ['2,000', '5,000'].flatMap((count) => [
    `server of bare loop, ${count} viewers`,
    `longest slice of fan-out, ${count} viewers`,
    `frame with one changed counter, ${count} viewers`,
  ]),
  bytes: ['per viewer and minute'],
  join: ['until all 10,000 are back with their snapshot', 'server memory with 10,000 viewers'],
  screens: ['pin to everyone’s screen p95', 'counter to everyone’s screen, longest'],
  chat: [
    ...['SQLite', 'PostgreSQL'].map((store) => `the same, lower end of 95 %, ${store}`),
    'lines a second that a flood of 2,000 gets in',
    ...['the slowest reader', 'all readers'].map((whom) => `waiting for ${whom} beside a flood`),
    'growth of the server under a flood',
  ],
  strangers: ['ack p99, 50 strangers on /api/docs'],
  web: [
    'JS',
    'CSS',
    'HTML',
    'first paint over a weak line',
    'first price over a weak line',
    'first picture over a weak line',
    ...['first page', 'my orders'].map((page) => `first paint of ${page} over a weak line`),
    ...['add to cart, pinned card', 'open the shop', 'open a product', 'open the cart'].map(ofTwenty),
    ...['plus in the cart', 'minus in the cart'].map(ofTwenty),
  ],
  // The ten minutes, and the million here and below, come with --full.
  console: ['a change, p95', 'heap, grown in 10 minutes'],
  start: ['empty store', '1,000,000 orders in a live stream'],
  past: [
    'from spawn to open',
    'after a kill, from spawn to ready',
    'rebuild',
    'report, nothing else going on',
    'report at 500 orders/s, one page is open',
    'ack p99 at 500 orders/s, one page is open',
  ].map((name) => `${name} (1,000,000 orders)`),
  'over-time': [
    'what the page shows first: 30 days beside the 30 before, by week',
    ...shopBys.filter((by) => by !== 'week').map((by) => `the same by ${by}`),
    ...shopBys.map((by) => `a year by ${by}`),
    'the list of streams',
    'questions that were broken off',
    'what it shows first, at 500 orders/s',
    'ack p99 at 500 orders/s, read on and on',
  ].flatMap((name) => [`${name} (1,000,000 orders)`, `${name}, PostgreSQL (1,000,000 orders)`]),
};

function ofTwenty(tap: string): string {
  return `${tap}, worst of 20 taps`;
}

/** The budgets that a run has no number for, as `part: name`. @param among the parts that it was meant to have */
export function unmeasuredIn(
  parts: readonly Pick<PartReport, 'part' | 'measures'>[],
  among: readonly string[] = Object.keys(budgeted),
): string[] {
  return among.flatMap((part) => {
    const measures = parts.find((each) => each.part === part)?.measures ?? [];
    const measured = new Set(measures.filter(({ budget }) => budget).map(({ name }) => name));
    const missing = (budgeted[part] ?? []).filter((name) => !measured.has(name));
    return missing.map((name) => `${part}: ${name}`);
  });
}
