import type { Product } from '../../../shared/contract/catalogue.ts';
import type { StreamSummary } from '../../../shared/contract/stream.ts';
import { HOUR } from '../../../shared/values/time.ts';
import { systemIds } from '../../adapters/system/ids.ts';
import type { Door } from './door.ts';
import { type FloorLine, openFloor } from './floor-line.ts';
import { marketGoods } from './goods.ts';
import { makeOffers } from './offers.ts';

/** Units of each good that go into today's stream. */
const ALLOTTED_UNITS = 48;
/** Carvings and tea are for the evening. */
const EVENING = ['JC-13', 'JC-14', 'JC-09', 'JC-12', 'JC-07'];
const EVENING_HOUR = 20;

/**
 * Sets up today's streams as their host would: one live now, one this evening.
 * @param beforeLive hears the first one's id while nobody watches yet
 */
export async function setStage(
  door: Door,
  session: string,
  beforeLive: (streamId: string) => void,
): Promise<{ live: StreamSummary; evening: StreamSummary; floor: FloorLine }> {
  const bySku = await catalogue(door, session);
  const live = await makeStream(door, session, '土豆节 Potato Festival', Date.now());
  beforeLive(live.streamId);
  const floor = await openFloor(door.url, live.slug, session);
  for (const { sku } of marketGoods) await addToLineup(floor, bySku, sku);
  await makeOffers(floor);
  const wentLive = await floor.send('stream:go-live', {});
  if (!wentLive?.ok) throw new Error('The stream did not go live.');

  const evening = await makeStream(door, session, '木雕与茶 Wood & Tea Evening', thisEveningMs());
  const eveningFloor = await openFloor(door.url, evening.slug, session);
  for (const sku of EVENING) await addToLineup(eveningFloor, bySku, sku);
  eveningFloor.leave();
  return { live, evening, floor };
}

async function catalogue(door: Door, session: string): Promise<Map<string, Product>> {
  const { products } = await door.get<{ products: Product[] }>('/catalogue/products?limit=200', session);
  return new Map(products.map((product) => [product.sku, product]));
}

function makeStream(
  door: Door,
  session: string,
  title: string,
  scheduledAtMs: number,
): Promise<StreamSummary> {
  const request = {
    key: systemIds.next(),
    title,
    scheduledAtMs,
    holdPolicy: 'hold',
    payments: ['sandbox', 'cash_on_delivery'],
    currency: 'CNY',
  };
  return door.post<StreamSummary>('/console/streams', request, session);
}

async function addToLineup(
  floor: FloorLine,
  bySku: ReadonlyMap<string, Product>,
  sku: string,
): Promise<void> {
  const product = bySku.get(sku);
  if (!product) throw new Error(`${sku} is not in the catalogue.`);
  const added = await floor.send('lineup:add', { productId: product.productId, units: ALLOTTED_UNITS });
  if (!added?.ok) throw new Error(`${product.name} was not added: ${added?.code ?? 'no answer'}`);
}

/** Eight in the evening: today's, or tomorrow's if that is near or over. */
function thisEveningMs(): number {
  const evening = new Date();
  evening.setHours(EVENING_HOUR, 0, 0, 0);
  if (evening.getTime() < Date.now() + HOUR) evening.setDate(evening.getDate() + 1);
  return evening.getTime();
}
