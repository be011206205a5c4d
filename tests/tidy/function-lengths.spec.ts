import { parseSync } from 'vite';
import { expect, test } from 'vitest';
import { sources } from './sources.ts';

/** A function that is longer than a screen is read with a finger on it. */
const MAX_LINES = 75;
/** Rooms that hold the bound. */
const ROOMS = ['server/gateway', 'server/media', 'server/peers'];

test(`no function of ${ROOMS.join(' and ')} has more than ${MAX_LINES} lines`, () => {
  const all = sources(...ROOMS);
  expect(all.length).toBeGreaterThan(100);
  expect(all.flatMap(({ path, text }) => tooLong(path, text))).toEqual([]);
});

test.each([
  ['function outer() {\n%\n}', 'outer'],
  ['const outer = () => {\n%\n};', 'outer'],
  ['export class Room {\n  #serve() {\n%\n  }\n}', 'serve'],
  ['export const room = {\n  serve: async () => {\n%\n  },\n};', 'serve'],
  ['export class Room {\n  constructor() {\n%\n  }\n}', 'constructor'],
])('a long one is found and named: %s', (form, name) => {
  const lines = (count: number) => form.replace('%', Array(count).fill('one();').join('\n'));
  expect(tooLong('a.ts', lines(MAX_LINES - 2))).toEqual([]);
  expect(tooLong('a.ts', lines(MAX_LINES - 1))).toEqual([`a.ts: ${name} has ${MAX_LINES + 1} lines`]);
});

interface Node {
  type: string;
  start: number;
  end: number;
  body?: unknown;
  id?: { name?: string } | null;
  key?: { name?: string };
}

function tooLong(path: string, text: string): string[] {
  const found: string[] = [];
  const visit = (value: unknown, name: string): void => {
    if (Array.isArray(value)) {
      for (const each of value) visit(each, name);
      return;
    }
    if (typeof value !== 'object' || value === null || !('type' in value)) return;
    const node = value as Node;
    const own = node.key?.name ?? node.id?.name ?? name;
    const lines = text.slice(node.start, node.end).split('\n').length;
    if (/Function/.test(node.type) && node.body && lines > MAX_LINES) {
      found.push(`${path}: ${own} has ${lines} lines`);
    }
    for (const each of Object.values(node)) visit(each, own);
  };
  visit(parseSync(path, text).program, 'nameless');
  return found;
}
