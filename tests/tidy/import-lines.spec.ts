import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { type Source, sources } from './sources.ts';

/** Rooms of the server that stand above all others and may look everywhere. */
const ABOVE = ['cli', 'control', 'launcher', 'logs', 'startup', 'threads', 'tools'].map(
  (room) => `server/${room}`,
);
/** Where each other room may look, besides itself. Files of no room, as main and app, stand above them too. */
const serverMay: Record<string, readonly string[]> = {
  'server/gateway': ['server/application', 'server/media', 'server/subscribers', ...below()],
  'server/subscribers': ['server/application', ...below()],
  'server/media': ['server/application', 'server/peers', ...below()],
  'server/peers': ['server/application', ...below()],
  'server/application': below(),
  'server/audit': ['server/application', 'server/insights', 'server/subscribers', ...below()],
  'server/insights': ['server/market', 'shared'],
  'server/chat': ['server/market', 'server/event-log', 'server/lib', 'server/ports', 'shared'],
  'server/shop': ['server/market', 'server/event-log', 'server/lib', 'server/ports', 'shared'],
  'server/market': ['server/event-log', 'server/lib', 'server/ports', 'shared'],
  'server/event-log': ['server/lib', 'shared'],
  'server/adapters': [
    'server/event-log/ports',
    'server/insights',
    'server/lib',
    'server/market',
    'server/ports',
    'server/shop',
    'shared',
  ],
  'server/lib': ['shared'],
  'server/ports': [
    'server/event-log/ports',
    'server/lib',
    'server/insights',
    'server/market',
    'server/shop',
    'shared',
  ],
  shared: [],
};
/** The same inside of what both sides share; the protocol stands above. */
const sharedMay: Record<string, readonly string[]> = {
  'shared/live-view': ['shared/market', 'shared/values'],
  'shared/contract': ['shared/market', 'shared/values'],
  'shared/market': ['shared/contract', 'shared/values'],
  'shared/values': [],
};
function below(): string[] {
  return ['event-log', 'market', 'shop', 'chat', 'lib', 'ports']
    .map((room) => `server/${room}`)
    .concat('shared');
}
const clientMay: Record<string, readonly string[]> = {
  'client/market': ['client/screens', 'client/stores', 'client/ui', 'client/i18n', 'shared'],
  'client/screens': ['client/market', 'client/stores', 'client/ui', 'client/scene', 'client/i18n', 'shared'],
  'client/stores': ['client/connection', 'client/i18n', 'shared'],
  'client/connection': ['shared'],
  'client/ui': ['client/i18n', 'shared'],
  'client/i18n': ['shared'],
  // Another page than ours draws with it too: the one that the demo broadcasts.
  'client/scene': [],
};

const exceptions = new Set([
  // The configuration's type is known to the front door; the value comes from above.
  'server/gateway -> server/config.ts',
  // The order and the deadlines of a shutdown stand in one table for all who stop something.
  'server/gateway -> server/shutdown.ts',
  // What a chapter of the floor's report is, and what it is told: types alone.
  'server/market -> server/insights/floor/chapter.ts',
  // What a kind of entry is; the list of them stands above the capabilities.
  'shared/market -> shared/live-view/entry.ts',
  // A store of a capability asks as the others do.
  'client/market -> client/connection/http.ts',
]);

function strays(may: Record<string, readonly string[]>, all: Source[]): string[] {
  const found: string[] = [];
  for (const { path, imports } of all) {
    const room = Object.keys(may).find((name) => path.startsWith(`${name}/`));
    if (!room) {
      if (!isAbove(path)) found.push(`${path} is in no room`);
      continue;
    }
    for (const target of imports) {
      const isHome = target.startsWith(`${room}/`);
      const isAllowed = may[room]!.some((other) => target.startsWith(`${other}/`));
      if (!isHome && !isAllowed && !exceptions.has(`${room} -> ${target}`))
        found.push(`${path} -> ${target}`);
    }
  }
  return found;
}

/** A file right below a side, or of a room that stands above the others. */
function isAbove(path: string): boolean {
  return path.split('/').length === 2 || ABOVE.some((room) => path.startsWith(`${room}/`));
}

test('a folder that is no room of the table is found', () => {
  const stray = { path: 'server/stray/a.ts', imports: ['client/main.tsx'] } as unknown as Source;
  expect(strays(serverMay, [stray])).toEqual(['server/stray/a.ts is in no room']);
});

/** What opens the private parts of `ws`, Engine.IO and Socket.IO, by the names that only those have. */
const PRIVATE_PARTS =
  /\b_(?:sender|receiver|socket|bufferedBytes|fragmented|fragments|extensions)\b|\._state\b|\bwriteToEngine\b|\bwriteBuffer\b|\bwsPreEncodedFrame\b|\bpreEncoded\b|\bdecoder\.add\b|\bencoder\.encode\b|\.conn\b|\.engine\b/;
const TRANSPORT = 'server/gateway/transport/';
const opensTheTransport = ({ path, text, imports }: Pick<Source, 'path' | 'text' | 'imports'>) =>
  !path.startsWith(TRANSPORT) &&
  (PRIVATE_PARTS.test(text) ||
    imports.some((target) => target.startsWith(TRANSPORT) && target !== `${TRANSPORT}transport.ts`));

test('what is private to ws, Engine.IO and Socket.IO is touched in transport/ alone, and used through its interface', () => {
  const all = sources('server');
  expect(all.filter(({ path }) => path.startsWith(TRANSPORT)).length).toBeGreaterThan(5);
  expect(all.filter(opensTheTransport).map(({ path }) => path)).toEqual([]);
});

test.each([
  ['const { _receiver: receiver } = socket;', []],
  ['const usual = decoder.add.bind(decoder);', []],
  ['const budget = budgets.of(socket.conn);', []],
  ['while (io.engine.clientsCount > 0) await pause();', []],
  ['', ['server/gateway/transport/fan-out-adapter.ts']],
])('a file that reaches into the transport is found: %s %s', (text, imports) => {
  expect(opensTheTransport({ path: 'server/gateway/a.ts', text, imports })).toBe(true);
  expect(opensTheTransport({ path: `${TRANSPORT}a.ts`, text, imports })).toBe(false);
});

test('docs/architecture.md has a row for every room of the server', () => {
  const page = readFileSync('docs/architecture.md', 'utf8');
  const table = /^## The rooms\n([\s\S]*?)\n## /m.exec(page)![1]!;
  const told = new Set([...table.matchAll(/`(?:server\/)?([\w-]+)\/`/g)].map(([, room]) => room));
  const rooms = new Set(sources('server').flatMap(({ path }) => /^server\/([\w-]+)\//.exec(path)?.[1] ?? []));
  expect([...rooms].filter((room) => !told.has(room)).sort()).toEqual([]);
});

test('imports of the server point one way: gateway → subscribers → application → shop → market → event-log → ports → shared', () => {
  const all = sources('server', 'shared');
  expect(all.length).toBeGreaterThan(100);
  expect(strays(serverMay, all)).toEqual([]);
});

/** What shows something of capabilities, by place: each names it once, and nothing else of a screen does. */
const LISTS = [
  'client/screens/buyer/viewer/panels.tsx',
  'client/screens/staff/staff-panels.ts',
  'client/screens/staff/console/ConsoleSheets.tsx',
  'client/screens/staff/console/console-panels.ts',
  'client/market/sentences.ts',
];

test('what a capability shows is taken from its folder by the lists, and by other capabilities', () => {
  const ofCapability = /^client\/market\/[\w-]+\//;
  const takers = sources('client').flatMap(({ path, text }) => {
    const taken = valuesFrom(path, text).filter((target) => ofCapability.test(target));
    return taken.length > 0 && !ofCapability.test(path) ? [path] : [];
  });
  expect(takers.sort()).toEqual(LISTS.toSorted());
});

/** What a file imports as more than types. */
function valuesFrom(path: string, text: string): string[] {
  const found = text.matchAll(/(?:import (?!type )[^;]*? from |export [^;]*? from |import\()'(\.[^']+)'/g);
  return [...found].map((match) => join(dirname(path), match[1]!));
}

test('imports of the client point along screens → stores → connection → shared, screens → ui → shared', () => {
  const all = sources('client');
  expect(all.length).toBeGreaterThan(30);
  expect(strays(clientMay, all)).toEqual([]);
});

test('a page of buyers brings nothing of staff, and one of staff nothing of buyers', () => {
  const sides = [
    ['client/screens/buyer/', 'client/screens/staff/'],
    ['client/screens/staff/', 'client/screens/buyer/'],
  ] as const;
  const all = sources('client/screens');
  expect(all.length).toBeGreaterThan(300);
  const crossed = sides.flatMap(([from, to]) =>
    all
      .filter(({ path }) => path.startsWith(from))
      .flatMap(({ path, imports }) =>
        imports.filter((target) => target.startsWith(to)).map((to) => `${path} -> ${to}`),
      ),
  );
  expect(crossed).toEqual([]);
});

test('imports of what is shared point along live view → market and contract → values', () => {
  const all = sources('shared');
  expect(all.length).toBeGreaterThan(100);
  expect(strays(sharedMay, all)).toEqual([]);
});

test('of the insights, the market knows types alone', () => {
  const called = sources('server/market').flatMap(({ path, text }) => valuesFrom(path, text));
  expect(called.length).toBeGreaterThan(100);
  expect(called.filter((target) => target.startsWith('server/insights/'))).toEqual([]);
});

test('the front door knows no right: who may do what is judged by the application', () => {
  const judges = ['server/market/kernel/', 'server/market/market.ts'];
  const found = sources('server/gateway').flatMap(({ path, imports }) =>
    imports
      .filter((target) => judges.some((judge) => target.startsWith(judge)))
      .map((to) => `${path} -> ${to}`),
  );
  expect(found).toEqual([]);
});

test('what is shared imports nothing but zod', () => {
  const foreign = sources('shared').flatMap(({ path, text }) =>
    [...text.matchAll(/from '([^.'][^']*)'/g)].map((match) => `${path} -> ${match[1]}`),
  );
  expect(foreign.filter((line) => !line.endsWith('-> zod/mini'))).toEqual([]);
});

test('no two files import each other in a circle', () => {
  const graph = new Map(sources('server', 'client', 'shared').map(({ path, imports }) => [path, imports]));
  expect(circles(graph)).toEqual([]);
});

function circles(graph: Map<string, string[]>): string[] {
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, trail: string[]) => {
    if (trail.includes(path)) {
      found.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
      return;
    }
    if (done.has(path)) return;
    for (const target of graph.get(path) ?? []) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const path of graph.keys()) visit(path, []);
  return found;
}
