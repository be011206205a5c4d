import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root, sources } from './sources.ts';

const LOG = 'server/event-log';
/** Besides itself: small values, and what any program could use. */
const MAY_IMPORT = [`${LOG}/`, 'shared/values/', 'server/lib/'];

/** What a market has and a log does not. */
const MARKET =
  /\b(?:orders?|buyers?|stocks?|items?|carts?|baskets?|flash|flashes|streams?|shops?|products?|vouchers?|parcels?|lineup|waitlists?|payments?|refunds?|prices?|viewers?|markets?|hosts?|staff)\b/gi;
/** What of it is no market word: the sequence of things, and the member of a fact's text that names its log. */
const ALLOWED = [
  /\bin (?:\w+ )?order\b/gi,
  /\bin the order in which\b/gi,
  /\breorder\b/gi,
  /\b(?:is|record|list)?InOrder\b/gi,
  /`stream`|\bstream: log\.logId\b|\{at, body, history, seq, stream, type, v\}/g,
];

function marketWordsOf(text: string): string[] {
  const rest = ALLOWED.reduce((left, allowed) => left.replace(allowed, ''), text);
  return rest.replace(/(?<=[a-z])(?=[A-Z])|_/g, ' ').match(MARKET) ?? [];
}

test('the event log imports nothing but small values, lib and its own ports', () => {
  const strays = sources(LOG).flatMap(({ path, imports }) =>
    imports
      .filter((target) => !MAY_IMPORT.some((room) => target.startsWith(room)))
      .map((target) => `${path} -> ${target}`),
  );
  expect(sources(LOG).length).toBeGreaterThan(25);
  expect(strays).toEqual([]);
});

test('no file of the event log names a word of the market', () => {
  const found = sources(LOG).flatMap(({ path, text }) =>
    marketWordsOf(text).map((word) => `${path}: ${word}`),
  );
  expect(found).toEqual([]);
});

test('a word of the market is found in a name, in a comment and in a type', () => {
  expect(marketWordsOf('const buyerId = 1; // of an order')).toEqual(['buyer', 'order']);
  expect(marketWordsOf('ordersLost: OrderRow[] // order_placed')).toEqual(['orders', 'Order', 'order']);
  expect(marketWordsOf('facts come in order, in their order, in the order in which they came')).toEqual([]);
});

test('each constant and file that the page of gates names is there', () => {
  const page = readFileSync(join(root, LOG, 'GATES.md'), 'utf8');
  const files = new Set(readdirSync(join(root, 'server'), { recursive: true }).map(String));
  const named = [...page.matchAll(/`([a-z0-9/-]+\.ts)`/g)].map((match) => match[1]!);
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((file) => ![...files].some((path) => path.endsWith(file)))).toEqual([]);
  const text = sources('server')
    .map((source) => source.text)
    .join('\n');
  const constants = [...page.matchAll(/`([A-Z][A-Z_]+_[A-Z_]+)`/g)].map((match) => match[1]!);
  const isThere = (name: string) => new RegExp(`\\b${name}\\b`).test(text);
  expect(constants.filter((name) => !isThere(name))).toEqual([]);
});
