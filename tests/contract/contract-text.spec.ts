import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MOST_COLUMNS, wrapped } from '../../server/tools/docs/api-docs/wrapped.ts';
import { stockStates } from '../../shared/market/stock/entry.ts';
import { root } from '../tidy/sources.ts';

const text = readFileSync(join(root, 'docs/contract.txt'), 'utf8');

test('the contract in short has no line that is too long to read', () => {
  const long = text.split('\n').filter((line) => line.length > MOST_COLUMNS);
  expect(long.map((line) => `${line.length}: ${line.slice(0, 60)}`)).toEqual([]);
});

test('it names the states of an item by their numbers', () => {
  const [said] = text.split('\n').filter((line) => line.includes('The state is a number'));
  for (const [number, state] of stockStates.entries()) expect(said).toContain(`${number} ${state}`);
});

test('a line is broken at its outermost signs, as many parts in a line as fit, and nothing is lost', () => {
  const words = Array.from({ length: 30 }, (_, n) => `"word | number, ${n}"`).join(' | ');
  const broken = wrapped(`  kind: ${words}`).split('\n');
  expect(broken.length).toBeGreaterThan(3);
  expect(broken.join(' ').replace(/ +/g, ' ')).toBe(` kind: ${words}`);
  for (const line of broken.slice(1)) expect(line).toMatch(/^ {6}\| "word/);
  const tuple = `Entry [${'itemNumber: int(1..9999), '.repeat(9)}[a: int, b: int] | null]`;
  expect(wrapped(tuple).split('\n').at(-1)).toMatch(/^\s+(\| null\]|\[a: int, b: int\] \| null\])$/);
  expect(wrapped('short: int | null')).toBe('short: int | null');
});
