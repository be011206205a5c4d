import { parse } from 'csv-parse/sync';
import { parquetReadObjects } from 'hyparquet';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type MemoryStores, openMemory } from '../../server/adapters/memory/open.ts';
import { chatLogOf } from '../../server/chat/chat.ts';
import { exportColumns } from '../../server/gateway/http/sales/exports/columns.ts';
import { CARE_UNDO_MS, CHAT_DAYS } from '../../shared/market/chat/bounds.ts';
import { DAY, HOUR, MINUTE } from '../../shared/values/time.ts';
import { AuditMarket } from '../builders/audit-market.ts';
import { accepted, type HouseBuyer } from '../builders/engine-house.ts';
import { staffSession } from '../builders/staff-session.ts';

vi.setConfig({ testTimeout: 30_000 });

type Headers = Record<string, string>;
type Row = Record<
  'at' | 'place' | 'what' | 'item_number' | 'answers' | 'text' | 'is_held' | 'is_thinned',
  string
>;

let stores: MemoryStores;
let market: AuditMarket;
let url: string;
let operator: Headers;
let ana: HouseBuyer;

beforeEach(async () => {
  stores = openMemory();
  market = await AuditMarket.open(stores);
  url = `http://127.0.0.1:${await market.app.gateway.listen()}`;
  await market.adds(40, 1_990);
  operator = (await staffSession(market, 'operator')).headers;
  ana = await market.buyer();
  accepted(await market.app.application.chats.confirmAnyone(market.host, { key: market.ids.next() }));
});
afterEach(() => market.close());

const file = (name: string, headers = operator) =>
  fetch(`${url}/api/v1/insights/audit-day/export/${name}`, { headers });

async function rows(): Promise<Row[]> {
  const answer = await file('chat.csv');
  expect(answer.status).toBe(200);
  return parse(await answer.text(), { columns: true, bom: true }) as Row[];
}
const texts = async () => (await rows()).map(({ text }) => text);

async function writes(text: string, more: object = {}, actor = ana): Promise<number> {
  const writer = { actor, deviceId: actor.buyerId, takePlace: async () => ({ nextAtMs: 0 }) };
  const request = { key: market.ids.next(), text, name: 'Lan of Weishan', ...more };
  const { chats } = market.app.application;
  const command = 'itemNumber' in more ? 'chat:ask' : 'chat:post';
  const said = await chats.live(writer, market.streamId, command, request as never, market.clock.steadyMs());
  return (accepted(said) as unknown as { seq: number }).seq;
}
async function acts(command: string, request: object): Promise<number> {
  const { chats } = market.app.application;
  const of = { key: market.ids.next(), ...request } as never;
  const at = market.clock.steadyMs();
  const done = await chats.console(market.host, market.streamId, command as 'chat:say', of, at);
  return (accepted(done) as unknown as { seq: number }).seq;
}

/** A number in words: the same words twice, at the same time, are one line (N2). */
function spelt(n: number): string {
  const words = ['pear', 'mill', 'tea', 'oak', 'salt', 'rain', 'goat', 'silk', 'honey', 'plum'];
  return [...String(n)].map((digit) => words[Number(digit)]).join(' ');
}

test('[N8] a deleted line is in no export from its deletion on, and again once that is undone', async () => {
  const [stays, gone] = [await writes('The walnuts are good'), await writes('Come to the other mill')];
  expect(await texts()).toEqual(['The walnuts are good', 'Come to the other mill']);
  await acts('chat:delete', { seq: gone });
  expect(await texts()).toEqual(['The walnuts are good']);
  await acts('chat:restore', { seq: gone });
  expect(await texts()).toEqual(['The walnuts are good', 'Come to the other mill']);
  await acts('chat:delete', { seq: gone });
  await market.passes(CARE_UNDO_MS + 1);
  expect((await rows()).map(({ place }) => Number(place))).toEqual([stays]);
});

test('[N8] a text that is not destroyed yet stays out although it could be opened', async () => {
  const gone = await writes('Come to the other mill');
  await acts('chat:delete', { seq: gone });
  // The store destroys nothing for a while: what the log says counts.
  stores.directory.emptyTexts = async () => {
    throw new Error('The store is away.');
  };
  await market.passes(CARE_UNDO_MS + 1);
  const stored = await stores.store.factAt(chatLogOf(market.streamId), gone);
  const { textId } = (JSON.parse(stored!.body) as { body: { textId: string } }).body;
  expect(await stores.directory.texts([textId])).toHaveLength(1);
  expect(await rows()).toEqual([]);
});

test('[N8] a line that is deleted while the file is read is not in it', async () => {
  const gone = await writes('Come to the other mill');
  await writes('The walnuts are good');
  const { texts: openTexts } = stores.directory;
  stores.directory.texts = async (ids) => {
    const found = await openTexts.call(stores.directory, ids);
    stores.directory.texts = openTexts;
    await acts('chat:delete', { seq: gone });
    return found;
  };
  expect(await texts()).toEqual(['The walnuts are good']);
});

test('[N8] a held line is in it once somebody lets it through; a thinned one says so', async () => {
  await acts('chat:set', {
    settings: { writers: 'anyone', keptDays: CHAT_DAYS, words: ['bridge'], wordsDo: 'hold', answers: [] },
  });
  const [held, other] = [
    await writes('Come to the bridge'),
    await writes('Which bridge', {}, await market.buyer()),
  ];
  expect(await rows()).toEqual([]);
  await acts('chat:restore', { seq: held });
  expect((await rows()).map(({ text, is_held }) => [text, is_held])).toEqual([
    ['Come to the bridge', 'true'],
  ]);
  // One that was deleted as it waited waits again when that is undone.
  await acts('chat:delete', { seq: other });
  await acts('chat:restore', { seq: other });
  expect(await texts()).toEqual(['Come to the bridge']);
  for (let n = 0; n < 40; n += 1) await writes(`So many write ${spelt(n)}`);
  const all = await rows();
  expect(all).toHaveLength(41);
  const thinned = all.filter(({ is_thinned }) => is_thinned === 'true').length;
  expect(thinned).toBeGreaterThan(5);
  expect(thinned).toBeLessThan(40);
});

test('[N8] an answered question stays without its writer’s text; after the days of the stream nothing does', async () => {
  const asked = await writes('Do they keep until spring?', { itemNumber: 1 });
  await writes('Only talk');
  const answer = await acts('chat:answer', { seq: asked, text: 'In a cool place.' });
  await stores.directory.emptyTextsOf([ana.buyerId], market.clock.nowMs());
  const kept = [
    ['question', String(asked), '', 'Do they keep until spring?'],
    ['answer', String(answer), String(asked), 'In a cool place.'],
  ];
  const told = async () =>
    (await rows()).map(({ what, place, answers, text }) => [what, place, answers, text]);
  expect(await told()).toEqual(kept);
  accepted(await market.floor('stream:go-live', {}));
  accepted(await market.floor('stream:end', {}));
  await market.passes(HOUR);
  expect(await told()).toEqual(kept);
  await market.passes(CHAT_DAYS * DAY + 12 * MINUTE);
  operator = (await staffSession(market, 'operator')).headers;
  await vi.waitFor(async () => {
    await market.passes(MINUTE);
    expect(await rows()).toEqual([]);
  }, 10_000);
});

test('[N8] a deleted question takes what was kept of it along, and its answer stays the house’s', async () => {
  const asked = await writes('Is your mill a fraud?', { itemNumber: 1 });
  const answer = await acts('chat:answer', { seq: asked, text: 'Ask at the counter.' });
  await acts('chat:delete', { seq: asked });
  expect(await texts()).toEqual(['Ask at the counter.']);
  await acts('chat:delete', { seq: answer });
  expect(await rows()).toEqual([]);
});

test('[N8] a chat of more than one page is whole, each line once, and memory’s bound is none of it', async () => {
  const all = Array.from({ length: 1_203 }, (_, n) => `Line ${spelt(n)}`);
  const places: number[] = [];
  for (const text of all) places.push(await writes(text));
  // The log remembers the newest 300 lines alone.
  await acts('chat:delete', { seq: places[1_202] });
  await acts('chat:delete', { seq: places[0] });
  await market.passes(CARE_UNDO_MS + 1);
  expect(await texts()).toEqual(all.slice(1, 1_202));
});

test('[N8] a chat that is off, or in which nobody wrote, is a head without a row, in each format', async () => {
  const names = exportColumns.chat.map(({ name }) => name);
  for (const isMade of [false, true]) {
    if (isMade) {
      await acts('chat:set', {
        settings: { writers: 'off', keptDays: CHAT_DAYS, words: [], wordsDo: 'hold', answers: [] },
      });
    }
    const csv = await file('chat.csv');
    expect([csv.status, csv.headers.get('content-disposition')]).toEqual([
      200,
      'attachment; filename=audit-day-chat.csv',
    ]);
    expect((await csv.text()).replace('\ufeff', '')).toBe(`${names.join(',')}\n`);
    expect(await (await file('chat.ndjson')).text()).toBe('');
    expect(await parquetReadObjects({ file: await (await file('chat.parquet')).arrayBuffer() })).toEqual([]);
  }
});

test('[N8] a chat that cannot be opened is a typed no, and no file', async () => {
  await writes('The walnuts are good');
  const { factsAfter } = stores.store;
  const chatId = chatLogOf(market.streamId);
  stores.store.factsAfter = (async (logId: string, ...rest: [number, number]) => {
    if (logId === chatId) throw new Error('The store lost a page.');
    return factsAfter.call(stores.store, logId, ...rest);
  }) as typeof factsAfter;
  stores.store.snapshot = async () => null;
  // One that is awake still knows its newest lines, and the file would have none.
  const broken = await file('chat.csv');
  expect([broken.status, await broken.json()]).toMatchObject([500, { ok: false, code: 'INTERNAL' }]);
  await market.restarts(0);
  url = `http://127.0.0.1:${await market.app.gateway.listen()}`;
  for (const name of ['chat.csv', 'chat.parquet']) {
    const away = await file(name);
    expect([away.status, await away.json()]).toMatchObject([409, { code: 'CHAT_OFF', why: 'away' }]);
    expect(away.headers.get('content-disposition')).toBeNull();
  }
  expect((await file('minutes.csv')).status).toBe(200);
});

test('[N8] [A6] whoever may export the stream may, nobody else, and each file stands in the security log', async () => {
  await writes('The walnuts are good');
  await writes('And the pears');
  const status = async (role: Parameters<typeof staffSession>[1]) =>
    (await file('chat.csv', (await staffSession(market, role)).headers)).status;
  expect(await status('analyst')).toBe(200);
  expect(await status('host')).toBe(404);
  expect(await status('packer')).toBe(403);
  expect((await file('chat.csv', {})).status).toBe(401);
  expect((await file('chat.xlsx')).status).toBe(404);
  market.clock.passes(1_000);
  await vi.waitFor(async () => {
    const all = { kind: 'data_exported' as const, sinceMs: null, untilMs: null, after: null, limit: 100 };
    const noted = (await stores.security.page(all)).map(({ what, stream, rows: sent }) => [
      what,
      stream,
      sent,
    ]);
    expect(noted).toEqual([['chat.csv', 'audit-day', 2]]);
  });
});
