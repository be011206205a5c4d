import { beforeAll, describe, expect, test } from 'vitest';
import type * as z from 'zod/mini';
import type { Publication } from '../../server/ports/publication.ts';
import { asyncApiDocument } from '../../server/tools/docs/api-docs/asyncapi.ts';
import { openApiDocument } from '../../server/tools/docs/api-docs/openapi.ts';
import type { consoleAnnouncements, liveAnnouncements } from '../../shared/contract/announcements.ts';
import { change } from '../../shared/contract/live-view.ts';
import { type Change, entries } from '../../shared/live-view/entries.ts';
import type { ConsoleEvents, LiveEvents } from '../../shared/protocol.ts';
import { evidenceOf } from '../evidence/evidence.ts';
import { type Deed, exampleDeeds } from './example-deeds.ts';

/** Worlds that sell at home and abroad, with flash prices, vouchers and prices for several units together. */
const WORLDS = [10, 11, 12, 13];

describe('[K3] what is sent most is described by schemas', () => {
  let deeds: Deed[];
  let changes: Change[];
  beforeAll(async () => {
    deeds = exampleDeeds();
    changes = deeds.flatMap((deed) => deed.changes);
    for (const seed of WORLDS) {
      const published = (await evidenceOf(seed)).get('stream-publications')!;
      changes.push(...published.flatMap((line) => (JSON.parse(withIds(line)) as Publication).changes));
    }
  }, 30_000);

  test('every entry that a world or an example publishes is one of them', () => {
    const strange = changes.filter((each) => !change.safeParse(each).success);
    expect(strange).toEqual([]);
  });

  test('of every kind there is', () => {
    const kinds = change.def.options.map(({ def }) => def.items[0].def.values[0]);
    expect(new Set(kinds)).toEqual(new Set(Object.keys(entries)));
    const why = deeds.map(({ command, refused }) => `${command}: ${refused ?? 'accepted'}`).join(', ');
    expect(new Set(changes.map(([kind]) => kind)), `examples: ${why}`).toEqual(new Set(kinds));
    const tombstones = changes.filter((each) => each.at(-1) === null).map(([kind]) => kind);
    expect(new Set(tombstones)).toContain('f');
  });

  test('an example is a deed: the market accepts those that need nothing before', () => {
    const accepted = deeds.filter(({ refused }) => refused === null).map(({ command }) => command);
    expect(accepted).toEqual(
      expect.arrayContaining(['cart:add', 'lineup:add', 'lineup:pin', 'stock:stop', 'stream:end']),
    );
  });

  test('one that is no entry is refused', () => {
    for (const wrong of [
      ['x', 1],
      ['s', 1, 9, 1, 0, -1],
      ['s', 1, 0, 22, 0, -1],
      ['o', 1],
      ['t', null],
    ])
      expect(change.safeParse(wrong).success, JSON.stringify(wrong)).toBe(false);
  });

  test('whatever the types of the wire can say', () => {
    type Says<Event extends (...told: never[]) => void, Described extends z.ZodMiniType> =
      Parameters<Event> extends z.input<Described> ? true : false;
    const described: [
      Change extends z.input<typeof change> ? true : false,
      Says<LiveEvents['s'], typeof liveAnnouncements.s.arguments>,
      Says<LiveEvents['d'], typeof liveAnnouncements.d.arguments>,
      Says<LiveEvents['h'], typeof liveAnnouncements.h.arguments>,
      Says<LiveEvents['g'], typeof liveAnnouncements.g.arguments>,
      Says<LiveEvents['me'], typeof liveAnnouncements.me.arguments>,
      Says<LiveEvents['bye'], typeof liveAnnouncements.bye.arguments>,
      Says<ConsoleEvents['c'], typeof consoleAnnouncements.c.arguments>,
      Says<ConsoleEvents['rights'], typeof consoleAnnouncements.rights.arguments>,
      Says<ConsoleEvents['h'], typeof consoleAnnouncements.h.arguments>,
    ] = [true, true, true, true, true, true, true, true, true, true];
    expect(described).not.toContain(false);
  });
});

describe('a client can be written from the documents alone', () => {
  const asyncapi = asyncApiDocument() as Document;
  const openapi = openApiDocument() as Document;

  test('every reference leads somewhere', () => {
    for (const document of [asyncapi, openapi]) {
      const refs = referencesIn(document);
      expect(refs.length).toBeGreaterThan(100);
      expect(refs.filter((ref) => lookUp(document, ref) === undefined)).toEqual([]);
    }
  });

  test('the socket: its server, its namespaces, where the token goes, and each argument’s name', () => {
    expect(asyncapi.servers).toMatchObject({ market: { pathname: '/socket.io/' } });
    expect(Object.values(asyncapi.channels).map(({ address }) => address)).toEqual(['/live', '/console']);
    expect(asyncapi.components.securitySchemes.guest!.description).toContain('`token`');
    for (const { messages } of Object.values(asyncapi.channels)) {
      for (const [name, { payload }] of Object.entries(messages)) {
        const untitled = (payload.prefixItems ?? []).filter(({ title }) => !title);
        expect([name, untitled]).toEqual([name, []]);
      }
    }
  });

  test('every HTTP route: who may ask, what it belongs to, each name in its path', () => {
    const paths = Object.entries(openapi.paths);
    expect(paths.map(([path]) => path)).toContain('/pay/{orderId}');
    expect(paths.map(([path]) => path)).toContain('/api/v1/payments/sandbox/webhook');
    const tags = new Set(openapi.tags.map(({ name }) => name));
    for (const [path, methods] of paths) {
      for (const [method, operation] of Object.entries(methods)) {
        const declared = (operation.parameters ?? []).filter((each) => each.in === 'path');
        const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
        expect([method, path, declared.map(({ name }) => name).sort()]).toEqual([method, path, named.sort()]);
        expect([path, operation.tags.filter((tag) => !tags.has(tag))]).toEqual([path, []]);
        if (path.startsWith('/api/')) expect([path, operation.security?.length ?? 0]).not.toEqual([path, 0]);
      }
    }
  });

  test('an answer that is no JSON says what it is', () => {
    const typeOf = (path: string) => Object.keys(openapi.paths[path]!.get!.responses['200']!.content ?? {});
    expect(typeOf('/api/v1/insights/{slug}/items.csv')).toEqual(['text/csv']);
    expect(typeOf('/api/v1/packing/{slug}/labels.pdf')).toEqual(['application/pdf']);
  });
});

/** Ids of a world are short and readable; on the wire they are UUIDs. */
function withIds(line: string): string {
  return line.replaceAll(/"n\d+\.\d+-\d+"/g, '"0190a3f2-7c11-7000-8000-0000000000a1"');
}

interface Document {
  servers: object;
  channels: Record<string, { address: string; messages: Record<string, { payload: Payload }> }>;
  components: { securitySchemes: Record<string, { description: string }> };
  tags: { name: string }[];
  paths: Record<string, Record<string, Operation>>;
}
interface Payload {
  prefixItems?: { title?: string }[];
}
interface Operation {
  tags: string[];
  security?: object[];
  parameters?: { in: string; name: string }[];
  responses: Record<string, { content?: object }>;
}

function referencesIn(value: unknown): string[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, held]) =>
    key === '$ref' && typeof held === 'string' ? [held] : referencesIn(held),
  );
}

function lookUp(document: unknown, ref: string): unknown {
  return ref
    .slice(2)
    .split('/')
    .reduce<unknown>(
      (at, part) => (at as Record<string, unknown> | undefined)?.[part.replaceAll('~1', '/')],
      document,
    );
}
