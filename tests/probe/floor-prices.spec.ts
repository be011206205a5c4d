import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemIds } from '../../server/adapters/system/ids.ts';
import type { OfficeRole } from '../../shared/contract/office-roles.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol.ts';
import { aMember, aProducer } from './members.ts';
import { aTarget, send, type Target } from './target.ts';

const FLOOR = 1_234;
let target: Target;
let stream: Awaited<ReturnType<Target['liveStream']>>;
beforeAll(async () => {
  target = await aTarget();
  stream = await target.liveStream([10]);
  const { productId } = await good('Ma', 'In the bag');
  await stream.hostDoes('lineup:add', { productId, units: 5 });
  await good('Li', 'In no bag');
}, 60_000);
afterAll(() => target.close());

async function good(producer: string, name: string): Promise<{ productId: string; producerId: string }> {
  const made = await target.ask('POST', '/catalogue/products', {
    body: {
      ...{ key: systemIds.next(), name, producer, priceMinor: 2_990, floorMinor: FLOOR },
      ...{ currency: 'CNY', warehouseUnits: 77 },
    },
    cookie: target.operator.cookie,
  });
  return made.body as never;
}

interface Listed {
  name: string;
  producer: string;
  floorMinor: number | null;
  warehouseUnits: number | null;
}

/** The goods whose floor or stock somebody reads in the list. */
async function readBy(cookie: string): Promise<string[]> {
  const answer = await target.ask('GET', '/catalogue/products?limit=200', { cookie });
  if (answer.status === 403) return [];
  const { products } = answer.body as { products: Listed[] };
  return products
    .filter(({ floorMinor, warehouseUnits }) => floorMinor === FLOOR || warehouseUnits !== null)
    .map(({ name }) => name);
}

test.each<OfficeRole>(['packer', 'analyst', 'assistant'])(
  'a %s reads no floor price and no stock of anybody',
  async (role) => {
    const { cookie } = await aMember(target, role);
    expect(await readBy(cookie)).toEqual([]);
    if (role !== 'analyst') return;
    const facts = await target.ask('GET', `/insights/${stream.slug}/export/facts.ndjson`, { cookie });
    expect(facts.status).toBe(200);
    expect(String(facts.body)).toContain('item_added');
    expect(String(facts.body)).not.toContain('floorMinor');
  },
  20_000,
);

test('a producer reads their own alone', async () => {
  const { cookie } = await aProducer(target, 'Li');
  expect(await readBy(cookie)).toEqual(['In no bag']);
}, 20_000);

test('an assistant reads those of the lineup that they set prices on, in the list and at the console', async () => {
  const { cookie, staffId } = await aMember(target, 'assistant');
  const seenWith = async (grants: string[]) => {
    await stream.hostDoes('stream:grant', { staffId, grants });
    const socket = await target.connect('console', { cookie });
    const opened = await send<{ frame: { items: Listed[] } }>(socket, 'hello', {
      protocol: PROTOCOL_VERSION,
      slug: stream.slug,
    });
    socket.disconnect();
    const items = opened.ok ? opened.frame.items : [];
    return {
      listed: await readBy(cookie),
      floors: items.filter(({ floorMinor }) => floorMinor === FLOOR).map(({ name }) => name),
    };
  };
  expect(await seenWith(['pin', 'voucher', 'orders:view'])).toEqual({ listed: [], floors: [] });
  expect(await seenWith(['flash'])).toEqual({ listed: ['Product 1', 'In the bag'], floors: ['In the bag'] });
}, 20_000);

test('operators and hosts read all, as they need to', async () => {
  for (const cookie of [target.operator.cookie, (await aMember(target, 'host')).cookie]) {
    expect(await readBy(cookie)).toEqual(['Product 1', 'In the bag', 'In no bag']);
  }
}, 20_000);
