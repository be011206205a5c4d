import type { StaffActor } from '../../server/application/application.ts';
import { createStream } from '../../server/market/stream/decide.ts';
import { nameStream } from '../../server/shop/decide.ts';
import type { Ack } from '../../shared/contract/answer.ts';
import type { ConsoleRequest } from '../../shared/protocol.ts';
import { Buyer, networkOf } from './clients/buyer.ts';
import { Host } from './clients/host.ts';
import { Viewer } from './clients/viewer.ts';
import { type Market, STREAM } from './market.ts';
import { ABROAD, addressIdOf, drawOverseas, drawTable } from './world/abroad.ts';
import { drive } from './world/drive.ts';
import type { Server } from './world/node.ts';
import { openSecrets } from './world/people.ts';

const host: StaffActor = { staffId: 'host', name: 'Yang', role: 'host', device: 'laptop' };
const assistant: StaffActor = { staffId: 'assistant', name: 'Duan', role: 'assistant', device: 'phone' };

/** So many have ordered from the shop before; on an evening of newcomers they only watch (H8). */
const KNOWN_BEFORE = 0.2;

/** Brings a market up in calm weather: machines, goods, a stream that is live, people who watch. */
export async function dawn(market: Market): Promise<void> {
  const { world, nodes } = market;
  for (const node of nodes) node.start();
  await world.runTo(world.nowMs + 30_000, () => nodes.every(({ server }) => server !== null));
  const server = nodes[0]?.server;
  if (!server) throw new Error(`No node came up: ${nodes.flatMap(({ faults }) => faults).join('; ')}`);
  await drive(world, 'Opening the stream', openStream(market, server));
  await drive(world, 'Welcoming people', welcome(market));
  await world.runTo(world.nowMs + 2_500);
}

async function openStream(market: Market, server: Server): Promise<void> {
  const { scene, world, journal, lines } = market;
  const { chance } = world;
  const { application, engines } = server;
  const products: string[] = [];
  const charges = chance.happens(0.5);
  for (let number = 1; number <= scene.items; number += 1) {
    const warehouseUnits = chance.whole(20, 60);
    const priceMinor = 100 * chance.whole(10, 40);
    const { product } = sure(
      await application.createProduct(host, {
        key: `product-${number}`,
        name: `Good ${number}`,
        producer: `Producer ${number % 2}`,
        priceMinor,
        ...(scene.hasFloors && { floorMinor: priceMinor - 100 * chance.whole(0, 6) }),
        currency: 'CNY',
        warehouseUnits,
        ...(scene.sellsAbroad && { grams: 500 * chance.whole(1, 4) }),
        ...(charges && {
          shipBaseMinor: 100 * chance.whole(0, 9),
          shipIncrementMinor: 100 * chance.whole(0, 9),
        }),
      }),
    );
    market.warehouse.set(product.productId, warehouseUnits);
    products.push(product.productId);
  }
  const by = { staffId: host.staffId, device: host.device };
  await engines.shop.submit({
    readAtMs: server.clock.steadyMs(),
    ids: [],
    key: null,
    decide: (state, at) => nameStream(state, { streamId: STREAM, slug: 'market' }, { ...at, by }),
  });
  const engine = await engines.create(STREAM);
  await engine.submit({
    readAtMs: server.clock.steadyMs(),
    ids: [host.staffId],
    key: null,
    decide: (state, at) =>
      createStream(
        state,
        {
          slug: 'market',
          title: 'Market day',
          hostId: host.staffId,
          hostName: host.name,
          currency: 'CNY',
          holdPolicy: scene.policy,
          payments: scene.evening ? ['cash_on_delivery'] : ['sandbox', 'cash_on_delivery'],
          scheduledAtMs: Math.floor(world.nowMs),
          settings: scene.settings,
        },
        { ...at, by },
      ),
  });
  for (const [index, productId] of products.entries()) {
    const key = `lineup-${index}`;
    journal.write({ key, buyerId: host.staffId, command: 'lineup:add', joinedAtMs: null }, world.nowMs);
    const buyerLimit = chance.happens(0.5) && scene.evening === null ? chance.whole(1, 5) : null;
    const units = chance.one(scene.evening ? [8, 9, 20] : [1, 3, 8, 20]);
    const request = { key, productId, units, buyerLimit };
    sure(await application.console(host, STREAM, 'lineup:add', request, server.clock.steadyMs()));
  }
  if (scene.sellsAbroad) await sellAbroad(market, server);
  const key = 'go-live';
  journal.write({ key, buyerId: host.staffId, command: 'stream:go-live', joinedAtMs: null }, world.nowMs);
  sure(await application.console(host, STREAM, 'stream:go-live', { key }, server.clock.steadyMs()));
  const { sellsAbroad } = scene;
  const nowMs = () => market.streamNowMs();
  const deps = { world, lines, journal, streamId: STREAM, products, sellsAbroad, nowMs };
  market.staff.push(new Host(deps, host), new Host(deps, assistant));
}

/** Sends abroad from the beginning, by a table of its own; the host may change both later. */
async function sellAbroad({ world, journal }: Market, server: Server): Promise<void> {
  const { chance } = world;
  const does = async <C extends 'shipping:set' | 'shipping:set-overseas'>(
    command: C,
    request: Omit<ConsoleRequest<C>, 'key' | 'version'>,
  ) => {
    const key = `abroad-${command}`;
    journal.write({ key, buyerId: host.staffId, command, joinedAtMs: null }, world.nowMs);
    const { version } = sure(await server.application.shippingTerms(host, STREAM));
    const whole = { key, version, ...request } as ConsoleRequest<C>;
    sure(await server.application.console(host, STREAM, command, whole, server.clock.steadyMs()));
  };
  await does('shipping:set', { origin: '', table: drawTable(chance), isOverseas: true });
  await does('shipping:set-overseas', { overseas: drawOverseas(chance) });
}

/** People with an address each; some share a phone. */
async function welcome(market: Market): Promise<void> {
  for (let number = 1; number <= market.scene.buyers; number += 1) {
    const buyerId = `b${number}`;
    if (market.people.happens(KNOWN_BEFORE)) market.known.add(buyerId);
    await newBuyer(market, buyerId);
  }
}

/** @param network where the device is; null: nobody knows */
export async function newBuyer(
  market: Market,
  buyerId: string,
  network: string | null = networkOf(buyerId),
): Promise<Buyer> {
  const { world, lines, journal, stores, complaints } = market;
  const { chance } = world;
  const isAbroad = market.scene.sellsAbroad && chance.happens(0.4);
  const addressId = addressIdOf(buyerId, isAbroad);
  const phone = `+86130000000${chance.whole(0, 30)}`;
  const sealed = openSecrets.seal(buyerId, {
    ...{ name: 'Ana', phone, address: 'Jianchuan 1' },
    ...(isAbroad && { country: ABROAD }),
  });
  await stores.directory.addAddress({
    addressId,
    buyerId,
    key: addressId,
    sealed,
    atMs: Math.floor(world.nowMs),
  });
  // Its phone is somebody else's as well, now and then (H7).
  const otherAddressId = isAbroad ? null : `${addressId}-other`;
  if (otherAddressId !== null) {
    const others = openSecrets.seal(buyerId, { name: 'Lan', phone: otherPhone(buyerId), address: 'Shaxi 9' });
    await stores.directory.addAddress({
      ...{ addressId: otherAddressId, buyerId, key: otherAddressId, sealed: others },
      atMs: Math.floor(world.nowMs),
    });
  }
  const viewer = new Viewer({
    name: buyerId,
    streamId: STREAM,
    lines,
    complaints,
    headSeq: () => market.judge.ledger.seq,
    actor: () => buyer.actor,
    onPrivate: (mine) => buyer.isTold(mine),
  });
  const buyer: Buyer = new Buyer(
    { world, lines, journal, streamId: STREAM },
    { buyerId, addressId, otherAddressId, viewer, network },
  );
  market.buyers.push(buyer);
  viewer.open();
  return buyer;
}

/** In calm weather nobody says no to this. */
export function sure<T>(ack: Ack<T>): Extract<Ack<T>, { ok: true }> {
  if (!ack.ok) throw new Error(`Refused in calm weather: ${JSON.stringify(ack)}`);
  return ack as Extract<Ack<T>, { ok: true }>;
}

/** One of thirty phones, by the buyer's id, so that no world draws anything for it. */
function otherPhone(buyerId: string): string {
  const sum = [...buyerId].reduce((total, letter) => total + letter.charCodeAt(0), 0);
  return `+86130000000${sum % 30}`;
}
