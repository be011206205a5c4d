import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type MemoryStores, openMemory } from '../../server/adapters/memory/open.ts';
import { chatLogOf } from '../../server/chat/chat.ts';
import type { OfficeBuyer, OfficeBuyers } from '../../shared/contract/office-buyers.ts';
import { MINUTE } from '../../shared/values/time.ts';
import { AuditMarket } from '../builders/audit-market.ts';
import { accepted, type HouseBuyer } from '../builders/engine-house.ts';
import { staffSession } from '../builders/staff-session.ts';

vi.setConfig({ testTimeout: 30_000 });

let stores: MemoryStores;
let market: AuditMarket;
let url: string;
let operator: Record<string, string>;
let ana: HouseBuyer;

beforeEach(async () => {
  stores = openMemory();
  market = await AuditMarket.open(stores);
  await market.restarts(0);
  url = `http://127.0.0.1:${await market.app.gateway.listen()}`;
  await market.adds(40, 1_990);
  accepted(await market.floor('stream:go-live', {}));
  operator = (await staffSession(market, 'operator', { name: '李桂香', nameEn: 'Li Guixiang' })).headers;
  ana = await market.buyer();
  await market.takes(ana, 1, 1, 1_990);
  await market.orders(ana, [[1, 1, 1_990]]);
});
afterEach(() => market.close());

async function posts(path: string, body: object, headers = operator) {
  const answer = await fetch(`${url}/api/v1/office/buyers/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url, ...headers },
    body: JSON.stringify({ key: market.ids.next(), ...body }),
  });
  return {
    status: answer.status,
    body: (await answer.json()) as { limit: OfficeBuyer['limit']; code?: string },
  };
}
async function reads<Reply>(path: string): Promise<Reply> {
  const answer = await fetch(`${url}/api/v1/office/buyers${path}`, { headers: operator });
  return (await answer.json()) as Reply;
}
const limits = (buyerId: string, days = 7) => posts('limit', { buyerId, days, reason: 'unpaid' });
/** Each way to ask for units, and to ask what they would cost. */
async function tries(actor: HouseBuyer): Promise<(string | undefined)[]> {
  const { application } = market.app;
  const at = () => market.clock.steadyMs();
  const asked = { key: market.ids.next(), itemNumber: 1, units: 1 };
  const add = { ...asked, seenPriceMinor: 1_990 };
  const lines = [{ itemNumber: 1, units: 1, unitPriceMinor: 1_990 }];
  const order = {
    ...{
      key: market.ids.next(),
      lines,
      expectTotalMinor: 9_990,
      addressId: null,
      payment: 'sandbox' as const,
    },
  };
  const wait = { ...asked, key: market.ids.next() };
  const answers = [
    await application.live(actor, market.streamId, 'cart:add', add, at(), null),
    await application.live(actor, market.streamId, 'waitlist:join', wait, at(), null),
    await application.live(actor, market.streamId, 'order:place', order, at(), null),
    await application.orderQuote(actor, market.streamId, { lines, addressId: null }, at()),
  ];
  return answers.map((answer) => (answer.ok ? undefined : answer.code));
}
const ALL = Array(4).fill('BUYER_RESTRICTED');

test('[B11] a buyer is limited, reads it at each tap, and may order again once it is lifted', async () => {
  const { buyerId } = ana;
  expect(await tries(ana)).not.toContain('BUYER_RESTRICTED');
  const { status, body } = await limits(buyerId);
  expect([status, body.limit]).toEqual([
    200,
    expect.objectContaining({ reason: 'unpaid', by: '李桂香', byEn: 'Li Guixiang' }),
  ]);
  expect(await tries(ana)).toEqual(ALL);
  expect((await reads<OfficeBuyer>(`/${buyerId}`)).limit).toEqual(body.limit);
  const { buyers } = await reads<OfficeBuyers>('');
  expect(buyers.find((each) => each.buyerId === buyerId)?.limitedUntilMs).toBe(body.limit!.untilMs);
  const ben = await market.buyer();
  await market.takes(ben, 1, 1, 1_990);
  await market.orders(ben, [[1, 1, 1_990]]);
  const limited = async () => (await reads<OfficeBuyers>('?ordering=limited')).buyers;
  expect((await limited()).map((each) => each.buyerId)).toEqual([buyerId]);
  // Whoever else there is may order as before.
  expect(await tries(await market.buyer())).not.toContain('BUYER_RESTRICTED');
  expect((await posts('lift', { buyerId })).body).toEqual({ limit: null });
  expect(await limited()).toEqual([]);
  // What was, stays told: who did what when, of this buyer alone.
  const who = { by: '李桂香', byEn: 'Li Guixiang' };
  expect((await reads<OfficeBuyer>(`/${buyerId}`)).limits).toEqual([
    { atMs: expect.any(Number), ...who },
    { atMs: body.limit!.sinceMs, untilMs: body.limit!.untilMs, reason: 'unpaid', ...who },
  ]);
  expect((await reads<OfficeBuyer>(`/${ben.buyerId}`)).limits).toBeUndefined();
  expect(await tries(ana)).not.toContain('BUYER_RESTRICTED');
});

test('[B11] it is over by itself once its day begins', async () => {
  const { body } = await limits(ana.buyerId, 1);
  expect(await tries(ana)).toEqual(ALL);
  market.clock.passes(body.limit!.untilMs - market.clock.nowMs());
  expect((await reads<OfficeBuyer>(`/${ana.buyerId}`)).limit).toBeNull();
  expect(await tries(ana)).not.toContain('BUYER_RESTRICTED');
});

test('[B11] [B2] a merge takes the limit along, and lifting it frees the buyer under every id', async () => {
  const ben = await market.buyer();
  await limits(ana.buyerId);
  await stores.directory.addAlias(ana.buyerId, ben.buyerId, market.clock.nowMs());
  const { buyerId, allIds } = await stores.directory.identity(ana.buyerId);
  const merged = { ...ben, buyerId, allIds };
  expect(await tries(merged)).toEqual(ALL);
  expect((await reads<OfficeBuyer>(`/${buyerId}`)).limit).not.toBeNull();
  await posts('lift', { buyerId });
  expect(await tries(merged)).not.toContain('BUYER_RESTRICTED');
});

test('[B11] it outlasts a restart', async () => {
  await limits(ana.buyerId);
  await market.restarts(0);
  expect(await tries(ana)).toEqual(ALL);
});

test('[B11] [A1] operators alone, for a closed list of reasons and at most a year', async () => {
  const { buyerId } = ana;
  const host = await staffSession(market, 'host');
  const asked = { buyerId, days: 7, reason: 'unpaid' };
  expect((await posts('limit', asked, host.headers)).status).toBe(403);
  expect((await posts('lift', { buyerId }, host.headers)).status).toBe(403);
  for (const wrong of [{ days: 0 }, { days: 366 }, { reason: 'because he is Mr. Li' }, { note: 'x' }])
    expect([wrong, (await posts('limit', { ...asked, ...wrong })).status]).toEqual([wrong, 400]);
});

test('[N5] [N7] the office’s list marks whom a chat does not hear, and finds them alone', async () => {
  const { chats } = market.app.application;
  accepted(await chats.confirmAnyone(market.host, { key: market.ids.next() }));
  const at = () => market.clock.steadyMs();
  const writer = { actor: ana, deviceId: ana.buyerId, takePlace: async () => ({ nextAtMs: 0 }) };
  const line = { key: market.ids.next(), text: 'Cheaper at mine' };
  const { seq } = accepted(await chats.live(writer, market.streamId, 'chat:post', line, at())) as unknown as {
    seq: number;
  };
  const marks = async (query: string) =>
    (await reads<OfficeBuyers>(query)).buyers.map(({ buyerId, silenced }) => [buyerId, silenced]);
  const ben = await market.buyer();
  await market.takes(ben, 1, 1, 1_990);
  await market.orders(ben, [[1, 1, 1_990]]);
  expect(await marks('?chat=silenced')).toEqual([]);

  const act = { seq, minutes: 10, reason: 'fraud' as const };
  const silence = { key: market.ids.next(), scope: 'stream' as const, ...act };
  accepted(await chats.console(market.host, market.streamId, 'chat:silence', silence, at()));
  // Whose line it was is destroyed with it; whom the chat does not hear is known as long as that counts.
  const deletion = { key: market.ids.next(), seq };
  accepted(await chats.console(market.host, market.streamId, 'chat:delete', deletion, at()));
  await market.passes(MINUTE);
  expect(await marks('?chat=silenced')).toEqual([[ana.buyerId, 'stream']]);
  expect((await reads<OfficeBuyer>(`/${ana.buyerId}`)).silenced).toBe('stream');
  const all = await marks('');
  expect(all).toContainEqual([ana.buyerId, 'stream']);
  expect(all).toContainEqual([ben.buyerId, undefined]);
  await market.passes(10 * MINUTE);
  expect(await marks('?chat=silenced')).toEqual([]);

  const bans = (path: string, body: object) => posts(path, { buyerId: ben.buyerId, ...body });
  expect((await bans('ban-from-chats', { reason: 'spam' })).status).toBe(200);
  expect(await marks('?chat=silenced')).toEqual([[ben.buyerId, 'shop']]);
  await bans('let-chat', {});
  expect(await marks('?chat=silenced')).toEqual([]);
});

test('[N5] [N7] a ban from all chats is lifted with its act in the stream, at once and later', async () => {
  const { chats } = market.app.application;
  accepted(await chats.confirmAnyone(market.host, { key: market.ids.next() }));
  const at = () => market.clock.steadyMs();
  const care = async (command: 'chat:silence' | 'chat:lift', request: object) =>
    accepted(
      await chats.console(
        market.host,
        market.streamId,
        command,
        { key: market.ids.next(), ...request } as never,
        at(),
      ),
    );
  const writer = { actor: ana, deviceId: ana.buyerId, takePlace: async () => ({ nextAtMs: 0 }) };
  const line = { key: market.ids.next(), text: 'Cheaper at mine' };
  const said = accepted(await chats.live(writer, market.streamId, 'chat:post', line, at()));
  const { seq } = said as unknown as { seq: number };
  const ban = { seq, minutes: null, reason: 'fraud', scope: 'all' };
  const banned = async () => (await reads<OfficeBuyers>('?chat=silenced')).buyers.length;
  for (const [afterMs, left] of [
    [4_000, 0],
    [MINUTE, 0],
  ] as const) {
    await care('chat:silence', ban);
    expect(await banned()).toBe(1);
    const { who } = (await chats.moderation(market.streamId))!.view.silenced[0]!;
    await market.passes(afterMs);
    await care('chat:lift', { who });
    expect([afterMs, await banned()]).toEqual([afterMs, left]);
  }
});

test('[N5] what says whom a chat does not hear is destroyed once they are heard', async () => {
  const { chats } = market.app.application;
  accepted(await chats.confirmAnyone(market.host, { key: market.ids.next() }));
  const at = () => market.clock.steadyMs();
  const writer = { actor: ana, deviceId: ana.buyerId, takePlace: async () => ({ nextAtMs: 0 }) };
  const line = { key: market.ids.next(), text: 'Cheaper at mine' };
  const said = accepted(await chats.live(writer, market.streamId, 'chat:post', line, at()));
  const { seq } = said as unknown as { seq: number };
  const silence = { key: market.ids.next(), seq, minutes: null, reason: 'spam', scope: 'stream' } as const;
  accepted(await chats.console(market.host, market.streamId, 'chat:silence', silence, at()));
  const facts = await stores.store.factsAfter(chatLogOf(market.streamId), 0, 100);
  const act = facts.find(({ type }) => type === 'chat_writer_silenced')!;
  expect(act.body).not.toContain(ana.buyerId);
  const { textId } = (JSON.parse(act.body) as { body: { textId: string } }).body;
  expect(await stores.directory.texts([textId])).toMatchObject([{ buyerId: ana.buyerId }]);
  accepted(
    await chats.hear(market.host, {
      key: market.ids.next(),
      buyerId: ana.buyerId,
      streamId: market.streamId,
    }),
  );
  await vi.waitFor(async () => expect(await stores.directory.texts([textId])).toEqual([]));
});
