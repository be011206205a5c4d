import type { Ack } from '../../../../shared/contract/answer.ts';
import type { Product } from '../../../../shared/contract/catalogue.ts';
import type { StreamBounds } from '../../../../shared/market/newcomers/contract.ts';
import type { StreamSummary } from '../../../../shared/market/stream/contract.ts';
import { systemIds } from '../../../adapters/system/ids.ts';
import type { Door } from '../../demo/market/door.ts';
import { type FloorLine, openFloor } from '../../demo/market/floor-line.ts';
import type { Offer } from '../orders/order-forms.ts';

/** A live stream that was made for a run, and its host's line to the floor. */
export interface OwnStream {
  streamId: string;
  slug: string;
  floor: FloorLine;
  offers: Offer[];
  /** The item that is shown, stopped and resumed; nobody orders it. */
  shownItem: number;
  /** What the shop had of each good before the stream took its share. */
  warehouse: Map<string, number>;
}

const PRICE_MINOR = 1_990;
const MOST_TRIES = 10;
/** The allowance of a connection is whole again after so long; asking sooner, again and again, would end it. */
const FULL_AGAIN_MS = 1_000;
/** The host lowers the price of the first item by so much, and raises it again. */
export const PRICE_STEP_MINOR = 10;

/**
 * Makes goods and a live stream as a host does: through HTTP and the console's socket. The stream sells to whoever
 * orders first, and is paid in the sandbox.
 * @param units how many of each item; one more item is made for the host to show
 * @param bounds of newcomers
 */
export async function openOwnStream(
  door: Door,
  session: string,
  { items, units, bounds }: { items: number; units: number; bounds: StreamBounds },
): Promise<OwnStream> {
  const stream = await door.post<StreamSummary>(
    '/console/streams',
    {
      key: systemIds.next(),
      title: 'Load lab',
      scheduledAtMs: Date.now(),
      holdPolicy: 'first_paid',
      payments: ['sandbox'],
      currency: 'CNY',
    },
    session,
  );
  const { slug, streamId } = stream;
  const floor = await openFloor(door.url, slug, session);
  const offers: Offer[] = [];
  const warehouse = new Map<string, number>();
  let shownItem = 0;
  for (let index = 0; index <= items; index += 1) {
    const priceMinor = PRICE_MINOR + 10 * index;
    const { productId, warehouseUnits } = await door.post<Product>(
      '/catalogue/products',
      {
        key: systemIds.next(),
        name: `Red potatoes, box ${index + 1}`,
        producer: 'Shaxi hill farm',
        origin: 'Jianchuan',
        grams: 2_500,
        priceMinor,
        currency: 'CNY',
        warehouseUnits: units,
      },
      session,
    );
    warehouse.set(productId, warehouseUnits);
    const added = await whenAllowed(() => floor.send('lineup:add', { productId, units }));
    if (!added?.ok) throw new Error(`An item was not added: ${added?.code ?? 'no answer'}.`);
    if (index === items) shownItem = added.itemNumber;
    else offers.push({ itemNumber: added.itemNumber, mostMinor: priceMinor });
  }
  const free = await whenAllowed(() => floor.send('stream:set-bounds', { version: 0, bounds }));
  if (!free?.ok) throw new Error(`The bounds were not set: ${free?.code ?? 'no answer'}.`);
  const live = await whenAllowed(() => floor.send('stream:go-live', {}));
  if (!live?.ok) throw new Error(`The stream did not go live: ${live?.code ?? 'no answer'}.`);
  return { streamId, slug, floor, offers, shownItem, warehouse };
}

/**
 * A long lineup is more than a host may send in a second, and a node may not have heard yet of a good that another one
 * has just made: then it goes on a second later.
 */
async function whenAllowed<Reply>(send: () => Promise<Ack<Reply> | null>): Promise<Ack<Reply> | null> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const answer = await send();
    if (!answer || answer.ok || !(answer.code === 'RATE_LIMITED' || answer.code === 'NOT_FOUND'))
      return answer;
    await new Promise((resolve) => setTimeout(resolve, FULL_AGAIN_MS));
  }
  return null;
}
