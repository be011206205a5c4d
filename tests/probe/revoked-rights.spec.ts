import type { Socket } from 'socket.io-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemIds } from '../../server/adapters/system/ids.ts';
import type { OfficeRole } from '../../shared/contract/office-roles.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol.ts';
import { aBuyer } from './buyers.ts';
import { aMember, type Member } from './members.ts';
import { aTarget, send, type Target } from './target.ts';

const GONE_MS = 1_000;

let target: Target;
let stream: Awaited<ReturnType<Target['liveStream']>>;
beforeAll(async () => {
  target = await aTarget();
  stream = await target.liveStream([50, 50]);
}, 60_000);
afterAll(() => target.close());

const hello = (socket: Socket, slug: string) => send(socket, 'hello', { protocol: PROTOCOL_VERSION, slug });
const key = () => systemIds.next();
const setRole = ({ staffId }: Member, role: OfficeRole) =>
  target.ask('POST', `/office/staff/${staffId}/role`, { body: { role }, cookie: target.operator.cookie });

/** Stops the sale again and again, until the time is over. @returns how many were taken after the moment was named */
async function stopsTaken(socket: Socket, forMs: number, since: () => number): Promise<number> {
  const endMs = performance.now() + forMs;
  let taken = 0;
  while (performance.now() < endMs && socket.connected) {
    const ack = await send(socket, 'stock:stop', { key: key(), itemNumber: 1 }).catch(() => ({ ok: false }));
    if (ack.ok && performance.now() > since()) taken += 1;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return taken;
}

test('whoever is no assistant any more stops nothing one second later, on the console that was open', async () => {
  const helper = await aMember(target, 'assistant');
  await stream.hostDoes('stream:grant', { staffId: helper.staffId, grants: ['stock'] });
  const socket = await target.connect('console', { cookie: helper.cookie });
  expect(await hello(socket, stream.slug)).toMatchObject({ ok: true });
  expect(await send(socket, 'stock:stop', { key: key(), itemNumber: 1 })).toMatchObject({ ok: true });
  let lateMs = Number.POSITIVE_INFINITY;
  const counting = stopsTaken(socket, 3_000, () => lateMs);
  expect((await setRole(helper, 'packer')).status).toBe(200);
  lateMs = performance.now() + GONE_MS;
  expect(await counting).toBe(0);
}, 20_000);

test('whoever may not see orders any more hears of none, on the console that was open', async () => {
  const helper = await aMember(target, 'assistant');
  const grant = (grants: string[]) => stream.hostDoes('stream:grant', { staffId: helper.staffId, grants });
  await grant(['pin', 'orders:view']);
  const socket = await target.connect('console', { cookie: helper.cookie });
  await hello(socket, stream.slug);
  let orders = 0;
  socket.on('c', (frame: { orders: unknown[] }) => {
    orders += frame.orders.length;
  });
  const buyer = await aBuyer(target, stream.slug);
  expect(await buyer.buys(2)).toMatchObject({ ok: true });
  await expect.poll(() => orders).toBeGreaterThan(0);
  await grant(['pin']);
  await new Promise((resolve) => setTimeout(resolve, GONE_MS));
  orders = 0;
  expect(await buyer.buys(2)).toMatchObject({ ok: true });
  await new Promise((resolve) => setTimeout(resolve, GONE_MS));
  expect(orders).toBe(0);
}, 20_000);

test('a host who packs by now opens no console of the streams they made, and sets no price there', async () => {
  const host = await aMember(target, 'host');
  const made = await target.ask('POST', '/console/streams', {
    body: {
      ...{ key: key(), title: 'Of a host', scheduledAtMs: Date.now(), holdPolicy: 'hold' },
      ...{ payments: ['cash_on_delivery'], currency: 'CNY' },
    },
    cookie: host.cookie,
  });
  const { slug } = made.body as { slug: string };
  const product = await target.ask('POST', '/catalogue/products', {
    body: {
      ...{ key: key(), name: 'Beans', producer: 'Ma', priceMinor: 2_990, currency: 'CNY' },
      warehouseUnits: 10,
    },
    cookie: host.cookie,
  });
  const before = await target.connect('console', { cookie: host.cookie });
  expect(await hello(before, slug)).toMatchObject({ ok: true, isHost: true });
  const { productId } = product.body as { productId: string };
  const added = await send<{ version: number }>(before, 'lineup:add', { key: key(), productId, units: 10 });
  expect(added.ok).toBe(true);
  expect((await setRole(host, 'packer')).status).toBe(200);
  const after = await target.connect('console', { cookie: host.cookie });
  const taken: string[] = [];
  for (const socket of [after, before]) {
    const opened = await hello(socket, slug);
    if (opened.ok) taken.push('hello');
    for (const [command, request] of [
      ['lineup:set-price', { itemNumber: 1, version: added.ok ? added.version : 0, priceMinor: 1 }],
      ['stream:go-live', {}],
      ['stream:cancel', {}],
    ] as const) {
      if ((await send(socket, command, { key: key(), ...request })).ok) taken.push(command);
    }
  }
  expect(taken).toEqual([]);
  const mine = await target.ask('GET', '/console/streams', { cookie: host.cookie });
  expect(mine.body).toMatchObject({ streams: [] });
}, 20_000);

test('a new sign-in in the same browser leaves nothing of the session before', async () => {
  const { email } = target.operator;
  const first = await target.signIn(email);
  const socket = await target.connect('console', { cookie: first.cookie });
  const again = await target.ask('POST', '/sign-in', {
    body: { email, password: target.password },
    cookie: first.cookie,
  });
  expect(again.status).toBe(200);
  expect((await target.ask('GET', '/console/streams', { cookie: first.cookie })).status).toBe(401);
  await expect.poll(() => socket.connected, { timeout: GONE_MS }).toBe(false);
}, 20_000);
