import type { App } from '../../server/app.ts';
import type { StaffActor } from '../../server/application/application.ts';
import { noBounds } from '../../server/market/stream/settings.ts';
import type { Ack } from '../../shared/contract/answer.ts';
import type { StreamBounds } from '../../shared/market/newcomers/contract.ts';
import type { HoldPolicy } from '../../shared/market/stream/entry.ts';

/** A line that a buyer may order. */
export interface Offer {
  itemNumber: number;
  unitPriceMinor: number;
}

/** A live stream with a full bag. */
export interface Stall {
  streamId: string;
  slug: string;
  offers: Offer[];
}

/** A guest who may order: its token for the socket, and the address the parcel goes to. */
export interface BenchBuyer {
  token: string;
  buyerId: string;
  addressId: string;
}

const PRICE_MINOR = 1_990;
const WAREHOUSE_UNITS = 10_000_000;

/** Makes streams, goods and buyers through the program's own use cases. */
export function stallKeeper({ application, deps, secrets }: Pick<App, 'application' | 'deps' | 'secrets'>) {
  const { ids, clock, directory } = deps;
  const host: StaffActor = { staffId: ids.next(), name: 'Li Mei', role: 'host', device: 'bench' };
  const goods: string[] = [];

  async function good(index: number): Promise<string> {
    const known = goods[index];
    if (known !== undefined) return known;
    const { product } = accepted(
      await application.createProduct(host, {
        key: ids.next(),
        name: `Red potatoes, box ${index + 1}`,
        producer: 'Shaxi hill farm',
        origin: 'Jianchuan',
        grams: 2_500,
        priceMinor: PRICE_MINOR + index,
        currency: 'CNY',
        warehouseUnits: WAREHOUSE_UNITS,
      }),
    );
    goods[index] = product.productId;
    return product.productId;
  }

  return {
    host,
    /**
     * A stream that is live, paid in the sandbox.
     * @param units how many of each item, in the bag's order
     * @param bounds of newcomers; none if it is not said
     */
    async open(
      units: readonly number[],
      {
        holdPolicy = 'first_paid',
        bounds = noBounds,
      }: { holdPolicy?: HoldPolicy; bounds?: StreamBounds } = {},
    ): Promise<Stall> {
      const { stream } = accepted(
        await application.createStream(host, {
          key: ids.next(),
          title: 'Potato day',
          scheduledAtMs: clock.nowMs(),
          holdPolicy,
          payments: ['sandbox'],
          currency: 'CNY',
        }),
      );
      const { streamId, slug } = stream;
      const offers: Offer[] = [];
      for (const [index, count] of units.entries()) {
        const productId = await good(index);
        const request = { key: ids.next(), productId, units: count };
        const { itemNumber } = accepted(
          await application.console(host, streamId, 'lineup:add', request, clock.nowMs()),
        );
        offers.push({ itemNumber, unitPriceMinor: PRICE_MINOR + index });
      }
      // Thousands of newcomers who never pay are what is measured.
      const free = { key: ids.next(), version: 0, bounds };
      accepted(await application.console(host, streamId, 'stream:set-bounds', free, clock.nowMs()));
      accepted(
        await application.console(host, streamId, 'stream:go-live', { key: ids.next() }, clock.nowMs()),
      );
      return { streamId, slug, offers };
    },
    /** Who only watches: signed, and written down nowhere. */
    guests(count: number): BenchBuyer[] {
      return Array.from({ length: count }, () => {
        const buyerId = ids.next();
        return { buyerId, token: `${buyerId}.${secrets.sign('guest', buyerId)}`, addressId: '' };
      });
    },
    async buyers(count: number): Promise<BenchBuyer[]> {
      const made = Array.from({ length: count }, (_, index) => {
        const buyerId = ids.next();
        const token = `${buyerId}.${secrets.sign('guest', buyerId)}`;
        return { buyerId, token, addressId: ids.next(), phone: `138${String(index).padStart(8, '0')}` };
      });
      await Promise.all(
        made.map(({ buyerId, addressId, phone }) =>
          directory.addAddress({
            addressId,
            buyerId,
            key: addressId,
            sealed: secrets.seal(buyerId, { name: 'Yang Hua', phone, address: 'Jinhua, Jianchuan' }),
            atMs: clock.nowMs(),
          }),
        ),
      );
      return made.map(({ token, buyerId, addressId }) => ({ token, buyerId, addressId }));
    },
  };
}

export function accepted<T>(ack: Ack<T>): { ok: true } & T {
  if (!ack.ok) throw new Error(`Refused: ${JSON.stringify(ack)}`);
  return ack;
}
