import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type LimitRow, limitTable } from '../../server/gateway/limits/table.ts';
import { usualLimits } from '../../server/ports/limits.ts';
import { root, sources } from './sources.ts';

const rows: [name: string, row: LimitRow][] = Object.entries(limitTable);
/** Made elsewhere, with the same setting: rooms that may not import from the gateway. */
const ELSEWHERE = ['application/cart-changes.ts'];

test('every setting of a limit has its row, and each row its reason and its answer', () => {
  const named = new Set(rows.map(([, { most }]) => most));
  expect(Object.keys(usualLimits).filter((setting) => !named.has(setting as never))).toEqual([]);
  for (const [name, { of, reason, answer, primitive, inMs }] of rows) {
    expect(of && reason && answer, name).toBeTruthy();
    if (primitive === 'bucket') expect(inMs, name).toBeGreaterThan(0);
  }
});

test('each limiter is made with its row: it names it, or the setting that the row names', () => {
  const strays = rows.flatMap(([name, { where, most }]) => {
    const path = join(root, 'server', where);
    if (!existsSync(path)) return `${name}: ${where} is not there`;
    const text = readFileSync(path, 'utf8');
    const isMade = sources('server/gateway').some(
      (source) => source.path !== 'server/gateway/limits/table.ts' && source.text.includes(`'${name}'`),
    );
    return isMade || (ELSEWHERE.includes(where) && text.includes(String(most))) ? [] : name;
  });
  expect(strays).toEqual([]);
});

test('a bucket, a cap and a pace are made with a row alone: no limiter has a size of its own', () => {
  const own = sources('server/gateway').flatMap(({ path, text }) =>
    [
      ...text.matchAll(/new (?:Bucket|KeyedBuckets|Cap|Pace)\((?!bucketSize\(|mostOf\(|this\.#size)[^\n]*/g),
    ].map(([line]) => `${path}: ${line}`),
  );
  expect(own).toEqual([]);
});

test('each metric that the table names is counted', () => {
  const families = readFileSync(join(root, 'server/gateway/metrics/families.ts'), 'utf8');
  const named = new Set(rows.flatMap(([, { metric }]) => metric ?? []));
  expect([...named].filter((metric) => !families.includes(`'${metric}'`))).toEqual([]);
});
