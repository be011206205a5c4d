import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openMemory } from '../../server/adapters/memory/open.ts';
import { orderNotes } from '../../server/application/order/order-notes.ts';
import type { OrderNotes } from '../../shared/contract/order-notes.ts';
import { MAX_NOTE, MAX_NOTES, NOTE_DAYS } from '../../shared/market/order/bounds.ts';
import { DAY, MINUTE } from '../../shared/values/time.ts';
import { AuditMarket } from '../builders/audit-market.ts';
import { playDelivered } from '../builders/delivered-order.ts';
import { accepted } from '../builders/engine-house.ts';
import { staffSession } from '../builders/staff-session.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

const WORDS = 'She called on Friday: leave it with the neighbour';

let stores: Awaited<ReturnType<typeof openMemory>>;
let market: AuditMarket;
let url: string;
let reference: string;
let orderId: string;
let operator: Awaited<ReturnType<typeof staffSession>>;
let assistant: Awaited<ReturnType<typeof staffSession>>;

beforeAll(async () => {
  stores = await openMemory();
  market = await AuditMarket.open(stores);
  // A start numbers the streams that the shop has not named yet.
  await market.restarts(0);
  url = `http://127.0.0.1:${await market.app.gateway.listen()}`;
  orderId = await playDelivered(market, await market.buyer());
  operator = await staffSession(market, 'operator', { name: 'Mei' });
  assistant = await staffSession(market, 'assistant', { name: 'Bai' });
  accepted(await market.floor('stream:grant', { staffId: assistant.staffId, grants: ['orders:view'] }));
  const { order } = (await market.stores.readers.orderById(orderId))!;
  reference = market.app.engines.referenceOf(order.streamId, order.number);
});
afterAll(() => market.close());

async function asks(
  method: string,
  { headers }: { headers: Record<string, string> },
  body?: object,
  path = '',
) {
  const sent = { ...headers, 'Content-Type': 'application/json', Origin: url };
  const answer = await fetch(`${url}/api/v1/office/orders/${reference}/notes${path}`, {
    ...{ method, headers: method === 'GET' ? headers : sent },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as OrderNotes & { code?: string } };
}

const writes = (who: typeof operator, words: string, key = market.ids.next()) =>
  asks('POST', who, { key, words });

test('[O12] a note says who wrote it when, to whoever may read the order; its writer and who answers for it delete it', async () => {
  const key = market.ids.next();
  const atMs = market.clock.nowMs();
  const { status, body } = await writes(assistant, `  ${WORDS}\n`, key);
  expect(status).toBe(200);
  expect(body.notes).toEqual([
    {
      ...{ textId: key, words: WORDS, atMs, untilMs: atMs + NOTE_DAYS * DAY, mayDelete: true },
      by: { staffId: assistant.staffId, name: 'Bai', role: 'assistant' },
    },
  ]);
  // [I1] The same again is the same note; other words, or another writer, are not of that key.
  expect((await writes(assistant, WORDS, key)).body.notes).toEqual(body.notes);
  expect((await writes(assistant, 'Something else', key)).body.code).toBe('KEY_REUSED');
  expect((await writes(operator, WORDS, key)).body.code).toBe('KEY_REUSED');
  const own = (await writes(operator, 'Called back.')).body.notes.at(-1)!;
  const seen = (await asks('GET', assistant)).body.notes;
  expect(seen.map(({ words, mayDelete }) => [words, mayDelete])).toEqual([
    [WORDS, true],
    ['Called back.', false],
  ]);
  expect((await asks('DELETE', assistant, undefined, `/${own.textId}`)).status).toBe(403);
  expect((await asks('DELETE', assistant, undefined, `/${key}`)).body.notes).toEqual([
    { ...own, mayDelete: false },
  ]);
  // Gone is gone, and nobody writes it again.
  expect((await asks('DELETE', assistant, undefined, `/${key}`)).status).toBe(200);
  expect((await writes(assistant, WORDS, key)).body.code).toBe('KEY_REUSED');
  expect((await asks('DELETE', operator, undefined, `/${own.textId}`)).body.notes).toEqual([]);
});

test('[O12] [A4] a note is in no list, no order’s page, no export and no log', async () => {
  const { textId } = (await writes(operator, WORDS)).body.notes[0]!;
  const paths = [`/office/orders/${reference}`, '/office/orders', '/office/orders.csv', '/facts?limit=1000'];
  for (const path of paths) {
    const answer = await fetch(`${url}/api/v1${path}`, { headers: operator.headers });
    const text = await answer.text();
    expect([path, text.includes('neighbour'), text.includes(textId)]).toEqual([path, false, false]);
  }
  const facts = await market.stores.store.factsAfter(market.streamId, 0, 10_000);
  expect(facts.some(({ body }) => body.includes(textId))).toBe(false);
  await asks('DELETE', operator, undefined, `/${textId}`);
});

test('[O12] its length and their number have a bound, and nothing empty is kept', async () => {
  expect((await writes(operator, '   ')).body.code).toBe('BAD_REQUEST');
  expect((await writes(operator, 'x'.repeat(MAX_NOTE + 1))).body.code).toBe('BAD_REQUEST');
  for (let n = 0; n < MAX_NOTES; n += 1) expect((await writes(operator, `note ${n}`)).status).toBe(200);
  expect((await writes(operator, 'one more')).body.code).toBe('NOTES_FULL');
  expect((await asks('GET', operator)).body.notes).toHaveLength(MAX_NOTES);
});

test('[A1] [A6] whom the order is nothing to reads, writes and deletes no note', async () => {
  const told = async (who: { headers: Record<string, string> }) =>
    Promise.all([
      asks('GET', who),
      asks('POST', who, { key: market.ids.next(), words: 'hello' }),
      asks('DELETE', who, undefined, `/${market.ids.next()}`),
    ]).then((answers) => answers.map(({ status }) => status));
  expect(await told(await staffSession(market, 'host'))).toEqual([404, 404, 404]);
  expect(await told(await staffSession(market, 'packer'))).toEqual([403, 403, 403]);
  expect(await told({ headers: {} })).toEqual([401, 401, 401]);
});

test('[A4] each look at notes stands in the security log, with who and how many', async () => {
  await asks('GET', operator);
  await vi.waitFor(async () => {
    market.clock.passes(1_000);
    const asked = { kind: 'data_read' as const, sinceMs: null, untilMs: null, after: null, limit: 100 };
    const entries = await stores.security.page(asked);
    expect(entries.some(({ what, about }) => what === 'notes' && about === reference)).toBe(true);
  });
});

test('[O12] [A4] a note is read and kept for 180 days, and destroyed within ten minutes of them', async () => {
  // The order may have as many as it can.
  for (const note of (await asks('GET', operator)).body.notes)
    await asks('DELETE', operator, undefined, `/${note.textId}`);
  const { textId } = (await writes(operator, WORDS)).body.notes.at(-1)!;
  const late = { staffId: operator.staffId, name: 'Mei', role: 'operator' as const, device: 'office' };
  const told = async () => {
    const found = await orderNotes(market.app.deps, late, reference);
    return found.ok && found.value.notes.map((note) => note.textId);
  };
  await market.passes(NOTE_DAYS * DAY - MINUTE);
  expect(await told()).toContain(textId);
  expect(await stores.directory.texts([textId])).toHaveLength(1);
  await market.passes(MINUTE);
  expect(await told()).toEqual([]);
  await market.passes(11 * MINUTE);
  await vi.waitFor(async () => expect(await stores.directory.texts([textId])).toEqual([]));
});
