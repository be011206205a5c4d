import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { faultContexts } from '../../server/gateway/faults/faults.ts';
import { chatReasons } from '../../server/gateway/metrics/chat-counts.ts';
import { STATUSES } from '../../server/gateway/metrics/http-counts.ts';
import { metricValues } from '../../server/tools/docs/metric-values.ts';
import { refusalCodes } from '../../shared/contract/refusals.ts';
import { metricsAfterADay } from './metric-day.ts';

let text: string;
beforeAll(async () => {
  text = await metricsAfterADay({ NODE_ID: 'fairday-1' });
}, 90_000);

const lineOf = (name: string, labels: string) =>
  Number(new RegExp(`^${name}\\{${labels},node_id="fairday-1"\\} (\\S+)$`, 'm').exec(text)?.[1]);

test('a market day is counted: orders taken and refused by code, with how long they waited', () => {
  const values = metricValues(text);
  expect(values.get('fairday_orders_placed_total')).toBe(2);
  expect(values.get('fairday_order_ack_seconds_count')).toBe(4);
  expect(lineOf('fairday_order_ack_seconds_count', 'outcome="accepted"')).toBe(2);
  expect(lineOf('fairday_order_ack_seconds_count', 'outcome="refused"')).toBe(2);
  expect(values.get('fairday_orders_refused_total')).toBe(2);
  expect(values.get('fairday_refusals_total')).toBeGreaterThanOrEqual(3);
  expect(lineOf('fairday_commit_seconds_count', 'outcome="committed"')).toBeGreaterThan(4);
  expect(lineOf('fairday_commit_seconds_count', 'outcome="failed"')).toBe(0);
  expect(values.get('fairday_fan_out_seconds_count')).toBeGreaterThan(0);
  expect(lineOf('fairday_http_requests_total', 'route="api",code="404"')).toBe(1);
  expect(lineOf('fairday_http_request_seconds_count', 'route="page"')).toBe(1);
  expect(values.get('fairday_live_streams')).toBe(1);
  expect(values.get('fairday_live_connections')).toBe(3);
  expect(values.get('fairday_connections')).toBeGreaterThanOrEqual(4);
  expect(values.get('fairday_store_up')).toBe(1);
  expect(values.get('fairday_disk_free_bytes')).toBeGreaterThan(0);
  expect(values.get('fairday_wal_bytes')).toBeGreaterThan(0);
  expect(values.get('fairday_store_files_lost')).toBe(0);
  expect(lineOf('fairday_queue_length', 'kind="waiting"')).toBe(0);
  expect(lineOf('fairday_outbox_lag_seconds', 'work="settlement"')).toBeGreaterThanOrEqual(0);
  expect(values.has('fairday_redis_up')).toBe(false);
});

test('every label has one of a closed list of values, whatever was asked', () => {
  const closed: Record<string, readonly string[] | RegExp> = {
    against: ['logs', 'machine'],
    context: faultContexts,
    reason: chatReasons,
    node_id: ['fairday-1'],
    code: [...refusalCodes, ...STATUSES],
    outcome: ['accepted', 'refused', 'committed', 'conflict', 'unknown', 'failed'],
    route: /^[a-z]+$/,
    kind: ['waiting', 'parked'],
    way: ['direct', 'steady'],
    work: ['refunds', 'returns', 'shipping-credits', 'settlement'],
    le: /^(?:\d+(?:\.\d+)?|\+Inf)$/,
    version: /^\d/,
    node: /^\d/,
  };
  const own = text.split('\n').filter((line) => line.startsWith('fairday_'));
  expect(own.length).toBeGreaterThan(150);
  for (const line of own) {
    for (const [, name, value] of line.matchAll(/(\w+)="([^"]*)"/g)) {
      const allowed = closed[name!];
      if (allowed instanceof RegExp) expect(value, line).toMatch(allowed);
      else expect(allowed, line).toContain(value);
    }
  }
});

test('what grows is a counter and ends in _total, and nothing else does', () => {
  const types = [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].map(([, name, type]) => ({ name, type }));
  expect(types.length).toBeGreaterThan(60);
  expect(types.filter(({ name, type }) => (type === 'counter') !== name!.endsWith('_total'))).toEqual([]);
});

test('docs/operate.md lists every metric of ours, and no other', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/operate.md'), 'utf8');
  const table = page.slice(page.indexOf('| metric '), page.indexOf('Each label has one'));
  const named = [...table.matchAll(/`(fairday_\w+)`/g)].map(([, name]) => name!);
  const counted = [...text.matchAll(/^# TYPE (fairday_\w+) /gm)].map(([, name]) => name!);
  // A server alone has no Redis.
  expect(named.toSorted()).toEqual([...counted, 'fairday_redis_up'].toSorted());
});
