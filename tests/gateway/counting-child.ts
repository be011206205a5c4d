import { getHeapStatistics } from 'node:v8';
import { Histogram as PromHistogram, Registry } from 'prom-client';
import { newCommitTimes } from '../../server/event-log/ports/commit-times.ts';
import { newCounters } from '../../server/gateway/metrics/counters.ts';

/**
 * Counts a million orders as the front door and the engine do, `ours`, or as prom-client would, and says how many bytes
 * were allocated for that.
 */
const ROUNDS = 1_000_000;
const counters = newCounters();
const commitTimes = newCommitTimes();
const registry = new Registry();
const acks = new PromHistogram({ name: 'ack', help: 'ack', labelNames: ['outcome'], registers: [registry] });
const taken = { ok: true } as const;
const refused = { ok: false, code: 'SOLD_OUT' } as const;

function ours(round: number): void {
  counters.commands += 1;
  counters.orders.answered(round % 3 === 0 ? refused : taken, round % 700);
  if (round % 3 === 0) counters.refusals.add(refused.code);
  commitTimes.committed.observe((round % 700) / 8);
  counters.fanOut.observe((round % 700) / 8);
}

function prom(round: number): void {
  acks.observe({ outcome: round % 3 === 0 ? 'refused' : 'accepted' }, (round % 700) / 1_000);
}

const count = process.argv[2] === 'ours' ? ours : prom;
// What is compiled, and grown once, is no matter of one order.
for (let round = 0; round < ROUNDS; round += 1) count(round);
const before = getHeapStatistics().total_allocated_bytes;
for (let round = 0; round < ROUNDS; round += 1) count(round);
process.stdout.write(String(getHeapStatistics().total_allocated_bytes - before));
