import { expect, test } from 'vitest';
import { type Source, sources } from './sources.ts';

const market = sources('server/market');
const capabilities = market.flatMap(({ path }) => {
  const name = /^server\/market\/([\w-]+)\/facts\.ts$/.exec(path)?.[1];
  return name === undefined ? [] : [name];
});

test('market.ts alone puts the capabilities together, and nothing in the market asks it back', () => {
  const objects = capabilities.map((name) => `server/market/${name}/capability.ts`);
  expect(importersOf(objects, sources('server', 'tests'))).toEqual(
    objects.map((object) => `server/market/market.ts -> ${object}`).sort(),
  );
  expect(importersOf(['server/market/market.ts'], market)).toEqual([]);
});

/**
 * Whose functions a capability calls. An edge that is gone is crossed out here; a new one needs a reason that is better than
 * a leaf in kernel/, a slot of the capability, or a fact. Types are free: the state is flat, and known to all.
 */
const calls: Record<string, readonly string[]> = {
  account: ['stock'],
  broadcast: ['stream'],
  cart: ['newcomers', 'stock', 'waitlist'],
  'flash-sale': ['stock'],
  lineup: ['flash-sale', 'order', 'stock'],
  newcomers: ['stock', 'stream'],
  order: ['cart', 'newcomers', 'parcel', 'shipping', 'stock', 'voucher', 'waitlist'],
  parcel: ['newcomers', 'order', 'shipping'],
  stock: ['newcomers'],
  stream: ['newcomers', 'stock'],
  voucher: ['stock'],
  waitlist: ['cart', 'newcomers', 'stock'],
};

test('capabilities call each other along the edges that are written down, and these only get fewer', () => {
  const found: Record<string, string[]> = {};
  for (const { path, text } of market) {
    const from = capabilityOf(path);
    if (from === null) continue;
    for (const to of calledFolders(path, text)) {
      if (to === from || !capabilities.includes(to)) continue;
      found[from] = [...new Set([...(found[from] ?? []), to])].sort();
    }
  }
  expect(found).toEqual(calls);
});

test('what all capabilities share calls none of them', () => {
  const kernel = market.filter(({ path }) => path.startsWith('server/market/kernel/'));
  const called = kernel.flatMap(({ path, text }) =>
    calledFolders(path, text).map((to) => `${path} -> ${to}`),
  );
  expect(kernel.length).toBeGreaterThan(10);
  expect(called.filter((line) => !line.endsWith('-> kernel'))).toEqual([]);
});

/** Who follows logs and reads facts of all capabilities by their names, because that is their work. */
const READERS = ['server/subscribers/', 'server/insights/', 'server/audit/'];

/** Whoever else does. A file that is gone from here does not come back. */
const NAMING = new Map<string, string>([
  ['server/application/stream/activity-told.ts', 'what was done on a stream is told of every act there is'],
  ['server/gateway/http/sales/exports/without-floor-price.ts', 'floor prices are taken out of what is told'],
  ['server/tools/lab/verdict/replay.ts', 'the load lab keeps list prices a second time'],
  ['server/market/flash-sale/floor.ts', 'a flash is judged by the carts and orders that took its units'],
  ['server/market/order/money-back.ts', 'refunds, and what a buyer reads of them, are about the same facts'],
  ['server/market/stream/lineup-over-time.ts', 'a replay shows the lineup of each moment'],
  ['server/market/stream/rehearsal.ts', 'a rehearsal begins with facts of all that the stream has'],
  ['server/shop/payout/statement.ts', 'what was owed for is in the ledger by the name of its fact'],
]);

/** Every fact with the folder of its owner. */
const owners = market.flatMap(({ path, text }) => {
  const folder = /^(server\/market\/[\w-]+\/)facts\.ts$/.exec(path)?.[1];
  return folder === undefined ? [] : factsOf(text).map((type) => [type, folder] as const);
});

test('every fact has one owner', () => {
  const types = owners.map(([type]) => type);
  expect(types.length).toBeGreaterThan(70);
  expect(types.filter((type, index) => types.indexOf(type) !== index)).toEqual([]);
});

test('a fact is named in the folder of its owner, by those who follow logs, and by these files alone', () => {
  const folderOf = new Map(owners);
  const strangers = sources('server').flatMap(({ path, text }) => {
    if (READERS.some((room) => path.startsWith(room))) return [];
    const isForeign = (name: string) => folderOf.has(name) && !path.startsWith(folderOf.get(name)!);
    return namesIn(text).some(isForeign) ? [path] : [];
  });
  expect(strangers.sort()).toEqual([...NAMING.keys()].sort());
  expect(NAMING.size).toBeLessThanOrEqual(8);
});

test('the fact of an order, which everybody would read, is named in six folders', () => {
  const folders = sources('server').flatMap(({ path, text }) =>
    namesIn(text).includes('order_placed') ? [path.slice(0, path.lastIndexOf('/'))] : [],
  );
  expect([...new Set(folders)].sort()).toEqual([
    'server/audit',
    'server/audit/facts',
    'server/insights/floor',
    'server/market/flash-sale',
    'server/market/order',
    'server/subscribers/webhooks',
  ]);
});

/** What a text names as a string, or as a member of a record, a function too. */
function namesIn(text: string): string[] {
  return [...text.matchAll(/'([a-z_]+)'|(?<![\w.])([a-z_]+)[:(]/g)].map((match) => match[1] ?? match[2]!);
}

/** The types in the interface of a capability's facts. */
function factsOf(text: string): string[] {
  const body = /export interface \w+Facts \{\n(.*?)\n\}\n/s.exec(text)?.[1] ?? '';
  return [...body.matchAll(/^ {2}(\w+): /gm)].map((match) => match[1]!);
}

function importersOf(targets: readonly string[], all: readonly Source[]): string[] {
  return all
    .flatMap(({ path, imports }) =>
      imports.filter((to) => targets.includes(to)).map((to) => `${path} -> ${to}`),
    )
    .sort();
}

function capabilityOf(path: string): string | null {
  const folder = /^server\/market\/([\w-]+)\//.exec(path)?.[1];
  return folder !== undefined && capabilities.includes(folder) ? folder : null;
}

/** The folders of the market from which a file takes more than types. */
function calledFolders(path: string, text: string): string[] {
  const here = path.split('/')[2]!;
  return [...text.matchAll(/import (?!type )[^;]*? from '(\.[^']+)'/g)].flatMap((match) => {
    const [up, folder = ''] = match[1]!.split('/');
    if (up === '.') return [here];
    return match[1]!.startsWith('../../') || !match[1]!.slice(3).includes('/') ? [] : [folder];
  });
}
