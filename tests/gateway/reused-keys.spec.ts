import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type * as z from 'zod/mini';
import { openMemory } from '../../server/adapters/memory/open.ts';
import { chatKind } from '../../server/application/chat/log.ts';
import { chatLogOf } from '../../server/chat/chat.ts';
import { askedExamples } from '../../server/tools/docs/api-docs/examples.ts';
import { type Route, type RouteName, routes } from '../../shared/contract/http.ts';
import {
  type ConsoleCommand,
  consoleCommands,
  type LiveCommand,
  liveCommands,
  PROTOCOL_VERSION,
} from '../../shared/protocol.ts';
import { DAY } from '../../shared/values/time.ts';
import { AuditMarket } from '../builders/audit-market.ts';
import { accepted } from '../builders/engine-house.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/** True if a form carries a key at its top. */
function isKeyed(form: z.ZodMiniType | undefined): boolean {
  const { shape } = (form?._zod.def ?? {}) as { shape?: object };
  return shape !== undefined && 'key' in shape;
}

/** They ask what became of a key, and use none. */
const READING = new Set(['order:status']);
const keyedOf = <Name extends string>(commands: Record<Name, { request: z.ZodMiniType }>) =>
  (Object.keys(commands) as Name[]).filter((name) => !READING.has(name) && isKeyed(commands[name].request));
const buyersCommands = keyedOf<LiveCommand>(liveCommands);
const staffCommands = keyedOf<ConsoleCommand>(consoleCommands);
const keyedRoutes = (Object.keys(routes) as RouteName[]).filter((name) =>
  isKeyed((routes[name] as Route).body),
);

/**
 * Where the key of a route was used before: for a pin in the stream, a claim's buyer for an add, a product in the shop,
 * a line of the house in the chat, or by the route itself, since what it keeps stands in no log of those.
 */
const usedBefore = {
  saveAddress: 'itself',
  createStream: 'itself',
  copyStream: 'itself',
  invite: 'itself',
  addNote: 'itself',
  openClaim: 'buyer',
  withdrawClaim: 'buyer',
  packParcel: 'stream',
  shipParcel: 'stream',
  deliverParcel: 'stream',
  loseParcel: 'stream',
  takeBackParcel: 'stream',
  decideClaim: 'stream',
  setShipping: 'stream',
  setOverseas: 'stream',
  setBounds: 'stream',
  releaseCash: 'stream',
  allowCash: 'stream',
  openProduct: 'stream',
  setStreamTerms: 'stream',
  grantAssistant: 'stream',
  refundUnits: 'stream',
  refundAmount: 'stream',
  cannotFill: 'stream',
  callOff: 'stream',
  giveAddress: 'stream',
  describeStream: 'stream',
  setCurrency: 'stream',
  createProduct: 'shop',
  changeProduct: 'shop',
  changeProducts: 'shop',
  payOut: 'shop',
  adjustSettlement: 'shop',
  bookBank: 'shop',
  payBack: 'shop',
  setTerms: 'shop',
  setProducerShare: 'shop',
  describeShop: 'shop',
  setStreamDefaults: 'shop',
  saveLineup: 'shop',
  describeProducer: 'shop',
  setShipDays: 'shop',
  limitBuyer: 'shop',
  liftLimit: 'shop',
  setChatWords: 'shop',
  confirmAnyone: 'shop',
  banFromChats: 'shop',
  unbanFromChats: 'shop',
  hearInChat: 'carer',
  newProducer: 'shop',
} as const satisfies { [N in RouteName]?: 'itself' | 'buyer' | 'stream' | 'shop' | 'carer' };

/** They find the stream by the order that they name. */
const ORDERS_BY_ID = new Set(['refundUnits', 'refundAmount', 'cannotFill', 'callOff', 'giveAddress']);

let market: AuditMarket;
let url: string;
let productId: string;
let producerId: string;
let orderId: string;
let guest: string;
let staff: string;
const keys = { buyer: '', stream: '', shop: '', writer: '', carer: '' };
let viewer: Socket;
let floor: Socket;

beforeAll(async () => {
  market = await AuditMarket.open(await openMemory());
  url = `http://127.0.0.1:${await market.app.gateway.listen()}`;
  await market.adds(40, 1_990);
  accepted(await market.floor('stream:go-live', {}));
  const regular = await market.buyer();
  await market.takes(regular, 1, 1, 1_990);
  ({ orderId } = await market.orders(regular, [[1, 1, 1_990]]));
  staff = await anOperator();
  const made = await post('/guest', {}, {});
  guest = ((await made.json()) as { token: string }).token;
  viewer = await connected('live', { auth: { token: guest } });
  floor = await connected('console', { extraHeaders: { cookie: staff, origin: url } });
  keys.buyer = market.ids.next();
  const add = { key: keys.buyer, itemNumber: 1, units: 1, seenPriceMinor: 1_990 };
  expect(await ask(viewer, 'cart:add', add)).toMatchObject({ ok: true });
  keys.stream = market.ids.next();
  const pin = { key: keys.stream, itemNumber: 1, version: await market.version(1) };
  expect(await ask(floor, 'lineup:pin', pin)).toMatchObject({ ok: true });
  accepted(await market.app.application.chats.confirmAnyone(market.host, { key: market.ids.next() }));
  keys.writer = market.ids.next();
  expect(await ask(viewer, 'chat:post', { key: keys.writer, text: 'Good evening' })).toMatchObject({
    ok: true,
  });
  keys.carer = market.ids.next();
  expect(await ask(floor, 'chat:say', { key: keys.carer, text: 'Welcome' })).toMatchObject({ ok: true });
  keys.shop = market.ids.next();
  const product = await post('/catalogue/products', { cookie: staff }, aProduct(keys.shop, 'Walnuts'));
  ({ productId, producerId } = (await product.json()) as { productId: string; producerId: string });
});
afterAll(async () => {
  viewer?.disconnect();
  floor?.disconnect();
  await market.close();
});

const aProduct = (key: string, name: string) => ({
  ...{ key, name, producer: 'Ma', priceMinor: 500, currency: 'CNY', warehouseUnits: 5 },
});

async function anOperator(): Promise<string> {
  const { directory } = market.stores;
  const staffId = market.ids.next();
  await directory.addStaff({
    ...{ staffId, email: 'o@example.org', name: 'O', role: 'operator', producerId: null, passwordHash: '' },
  });
  const token = market.app.secrets.randomToken();
  const tokenHash = market.app.secrets.digest(token);
  await directory.addSession({ tokenHash, staffId, untilMs: market.clock.nowMs() + DAY });
  return `fairday_staff=${token}`;
}

async function connected(namespace: string, options: object): Promise<Socket> {
  const usual = { transports: ['websocket'], forceNew: true, reconnection: false };
  const socket = io(`${url}/${namespace}`, { ...usual, ...options });
  const hello = { protocol: PROTOCOL_VERSION, slug: 'audit-day' };
  expect(await ask(socket, 'hello', hello)).toMatchObject({ ok: true });
  return socket;
}

const ask = (socket: Socket, command: string, request: object): Promise<{ code?: string }> =>
  socket.timeout(20_000).emitWithAck(command, request);

function post(path: string, headers: Record<string, string>, body: object): Promise<Response> {
  return fetch(`${url}/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url, ...headers },
    body: JSON.stringify(body),
  });
}

/** Where all logs stand: a reused key moves none. */
async function heads(): Promise<number[]> {
  const engine = await market.app.engines.stream(market.streamId);
  const chat = await market.app.engines.guest(chatKind).find(chatLogOf(market.streamId));
  return [
    await market.app.engines.shop.read(({ seq }) => seq),
    (await engine?.read(({ seq }) => seq)) ?? 0,
    (await chat?.read(({ seq }) => seq)) ?? 0,
  ];
}

/** What may be asked, in its first form. */
function example(name: RouteName | LiveCommand | ConsoleCommand, form: z.ZodMiniType): object {
  return askedExamples(name, form)[0]!.value as object;
}

/** A chat has a log of its own, with keys of its own. */
const ofChat = (command: string) => command.startsWith('chat:');

/** A connection may send again. */
const rest = () => market.clock.passes(1_000);

test('[I1] every command of buyers that carries a key says KEY_REUSED of one that was used otherwise', async () => {
  expect(buyersCommands.length).toBeGreaterThan(6);
  const before = await heads();
  for (const command of buyersCommands) {
    const request = {
      ...example(command, liveCommands[command].request),
      key: ofChat(command) ? keys.writer : keys.buyer,
    };
    expect([command, (await ask(viewer, command, request)).code]).toEqual([command, 'KEY_REUSED']);
    rest();
  }
  expect(await heads()).toEqual(before);
});

test('[I1] every command of staff that carries a key says KEY_REUSED of one that was used otherwise', async () => {
  expect(staffCommands.length).toBeGreaterThan(35);
  const before = await heads();
  for (const command of staffCommands) {
    const request = {
      ...example(command, consoleCommands[command].request),
      key: ofChat(command) ? keys.carer : keys.stream,
    };
    if (command === 'lineup:add') Object.assign(request, { productId, units: 2 });
    expect([command, (await ask(floor, command, request)).code]).toEqual([command, 'KEY_REUSED']);
    rest();
  }
  expect(await heads()).toEqual(before);
});

test('[I1] each HTTP route that carries a key is tried', () => {
  expect(Object.keys(usedBefore).sort()).toEqual([...keyedRoutes].sort());
});

test.each(Object.entries(usedBefore).filter(([, used]) => used !== 'itself'))(
  '[I1] POST %s says KEY_REUSED of a key that was used for the %s',
  async (name, used) => {
    const route = routes[name as RouteName] as Route;
    const before = await heads();
    const known = {
      ...(ORDERS_BY_ID.has(name) && { orderId }),
      ...(used === 'carer' && { streamId: market.streamId }),
    };
    const body = {
      ...example(name as RouteName, route.body!),
      ...known,
      key: keys[used as keyof typeof keys],
    };
    const path = route.path
      .replace(':slug', 'audit-day')
      .replace(':productId', productId)
      .replace(':producerId', producerId);
    const cookie = used === 'buyer' ? `fairday_guest=${guest}` : staff;
    const answer = await post(path, { cookie }, body);
    expect(await answer.json()).toMatchObject({ ok: false, code: 'KEY_REUSED' });
    expect(answer.status).toBe(409);
    expect(await heads()).toEqual(before);
  },
);

test('[I1] an address, a stream and a member of staff are named by their key: other contents are KEY_REUSED', async () => {
  const twice = async (path: string, cookie: string, first: object, others: readonly object[]) => {
    const key = market.ids.next();
    const made = await post(path, { cookie }, { ...first, key });
    expect([path, made.status]).toEqual([path, 200]);
    const before = await heads();
    for (const other of others) {
      const again = await post(path, { cookie }, { ...first, ...other, key });
      expect([path, other, await again.json()]).toMatchObject([path, other, { code: 'KEY_REUSED' }]);
    }
    expect(await heads()).toEqual(before);
    const same = await post(path, { cookie }, { ...first, key });
    expect([path, same.status]).toEqual([path, 200]);
  };
  const buyer = `fairday_guest=${guest}`;
  const contact = { name: 'Li Mei', phone: '+86 138 0013 8000', address: 'Shaxi 1' };
  await twice('/me/addresses', buyer, contact, [
    { name: 'Li Na' },
    { phone: '+86 138 0013 8001' },
    { address: 'Shaxi 2' },
  ]);
  const stream = {
    ...{ title: 'Potato day', currency: 'CNY', holdPolicy: 'hold', payments: ['sandbox'] },
    scheduledAtMs: market.clock.nowMs() + DAY,
  };
  await twice('/console/streams', staff, stream, [
    { title: 'Walnut day' },
    { holdPolicy: 'first_paid' },
    { scheduledAtMs: market.clock.nowMs() + 2 * DAY },
  ]);
  const copy = { title: 'Potato day', from: 'audit-day', scheduledAtMs: stream.scheduledAtMs };
  await twice('/console/streams/copy', staff, copy, [
    { title: 'Walnut day' },
    { scheduledAtMs: market.clock.nowMs() + 2 * DAY },
  ]);
  const member = { name: 'Mei', email: 'mei@example.org', role: 'host' };
  await twice('/office/staff', staff, member, [
    { name: 'Ana' },
    { email: 'ana@example.org' },
    { role: 'operator' },
  ]);
});
