import type { Flash } from '../../server/market/flash-sale/state.ts';
import { addItem } from '../../server/market/lineup/decide.ts';
import type { Item } from '../../server/market/lineup/state.ts';
import { createStream, goLive } from '../../server/market/stream/decide.ts';
import type { StreamSettings } from '../../server/market/stream/settings.ts';
import { defaultSettings, noBounds } from '../../server/market/stream/settings.ts';
import type { PaymentMethod } from '../../shared/contract/payment.ts';
import type { HoldPolicy } from '../../shared/market/stream/entry.ts';
import type { Reserve } from '../../shared/values/reserve.ts';
import { Bench, idOf } from './bench.ts';
import { Host } from './host.ts';
import { replyOf } from './outcomes.ts';
import { Packer } from './packer.ts';
import { Shopper } from './shopper.ts';

/** Wall time of the market day as epoch ms: `at('20:05:01.300')`. Hours may pass 24. */
export function at(time: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
  return Date.UTC(2026, 8, 25) + Math.round(((hours * 60 + minutes) * 60 + seconds) * 1_000);
}

export interface ProductStory {
  name: string;
  stock: number;
  price: number;
  floor: number;
  limit: number | null;
  producer: string;
  origin: string;
  perishable: boolean;
  grams: number;
  /** Base and increment of its parcel (P2), or nothing. */
  shipping: [baseMinor: number, incrementMinor: number] | null;
  /** What the shop set for its producer (M6); null: nothing. */
  share: number | null;
  reserve: Reserve | null;
}

/** A good with the terms that the story names. */
export function aProduct(
  name: string,
  {
    stock = 10,
    price = 2_990,
    floor = 1,
    limit = null,
    producer = 'Ma',
    origin = 'Jianchuan',
    perishable = false,
    grams = 500,
    shipping = null,
    share = null,
    reserve = null,
  }: Partial<Omit<ProductStory, 'name'>> = {},
): ProductStory {
  return { name, stock, price, floor, limit, producer, origin, perishable, grams, shipping, share, reserve };
}

export interface StreamStory {
  hostNameEn: string;
  holdPolicy: HoldPolicy;
  payments: PaymentMethod[];
  settings: Partial<StreamSettings>;
  /** Made before there were bounds on newcomers and unpaid orders: its first fact names none of them. */
  isOlder: boolean;
}

/** A stream whose products are numbered as given; time stands still unless the story moves it. */
export class Market {
  readonly bench: Bench;
  readonly host: Host;
  readonly packer: Packer;
  private readonly names: string[];
  private readonly shoppers = new Map<string, Shopper>();

  constructor(products: readonly ProductStory[], story: Partial<StreamStory> = {}) {
    this.bench = new Bench(idOf(900_000));
    this.bench.nowMs = at('19:00');
    this.host = new Host(this);
    this.packer = new Packer(this);
    this.names = [];
    replyOf(
      this.bench.send((state, when) =>
        createStream(
          state,
          {
            slug: 'market-day',
            title: 'Market day',
            hostId: idOf(900_001),
            hostName: 'Yang',
            ...(story.hostNameEn !== undefined && { hostNameEn: story.hostNameEn }),
            currency: 'CNY',
            holdPolicy: story.holdPolicy ?? 'hold',
            payments: story.payments ?? ['sandbox', 'cash_on_delivery'],
            scheduledAtMs: at('19:30'),
            settings: story.isOlder ? older(defaultSettings) : { ...defaultSettings, ...story.settings },
          },
          { ...when, by: this.host.by },
        ),
      ),
    );
    for (const product of products) replyOf(this.adds(product));
  }

  /** Puts a good into the lineup under the next number. */
  adds({
    name,
    stock,
    price,
    floor,
    limit,
    producer,
    origin,
    perishable,
    grams,
    shipping,
    share,
    reserve,
  }: ProductStory) {
    const n = this.names.length + 1;
    const good = {
      productId: idOf(910_000 + n),
      producerId: `producer-${producer}`,
      producer,
      name,
      origin,
      grams,
      picture: '',
      priceMinor: price,
      currency: this.bench.state.currency,
      floorMinor: floor,
      isPerishable: perishable,
      ...(share !== null && { shareBps: share }),
      ...(reserve && { reserve }),
      ...(shipping && { shipping: { baseMinor: shipping[0], incrementMinor: shipping[1] } }),
    };
    const attempt = this.bench.send((state, when) =>
      addItem(
        state,
        { good, units: stock, transferId: `in-${n}`, buyerLimit: limit },
        { ...when, by: this.host.by },
      ),
    );
    if (attempt.outcome.kind === 'accepted') this.names.push(name);
    return attempt;
  }

  goesLive(): void {
    replyOf(
      this.bench.send((state, when) => goLive(state, { rehearsed: null }, { ...when, by: this.host.by })),
    );
  }

  /** Lets the clock run up to a time of the day. */
  until(time: string): this {
    this.bench.passTo(at(time));
    return this;
  }

  passes(ms: number): this {
    this.bench.passTo(this.bench.nowMs + ms);
    return this;
  }

  /** The stream ends and is closed, and the free hour of its last order is over: packing may start (O4). */
  closes(): this {
    replyOf(this.host.endsStream());
    return this.passes(2 * 3_600_000 + 1);
  }

  /** A buyer; one who has bought before unless the story says `isNew`. */
  buyer(
    name: string,
    story: { isNew?: boolean; phone?: string; joinedAt?: string; network?: string } = {},
  ): Shopper {
    const known = this.shoppers.get(name);
    if (known) return known;
    const shopper = new Shopper(this, idOf(920_000 + this.shoppers.size), story);
    this.shoppers.set(name, shopper);
    return shopper;
  }

  /** The buyer of an order, whatever the story calls it; somebody of that id if the story has nobody. */
  buyerById(buyerId: string): Shopper {
    const known = [...this.shoppers.values()].find((shopper) => shopper.buyerId === buyerId);
    return known ?? new Shopper(this, buyerId, {});
  }

  numberOf(name: string): number {
    const index = this.names.indexOf(name);
    if (index < 0) throw new Error(`The story has no product ${name}.`);
    return index + 1;
  }

  nameOf(itemNumber: number): string {
    return this.names[itemNumber - 1]!;
  }

  item(name: string): Item {
    return this.bench.state.items.get(this.numberOf(name))!;
  }

  flash(flashId: string): Flash {
    return this.bench.state.flashes.get(flashId)!;
  }

  /** The buckets of K1, in the order of its table. */
  shelf(name: string): { available: number; held: number; unpaid: number; sold: number } {
    const { available, held, unpaid, sold } = this.item(name);
    return { available, held, unpaid, sold };
  }

  /** The buckets of a flash (K1). */
  quota(flashId: string): { free: number; lapsed: number; held: number; unpaid: number; sold: number } {
    const { free, lapsed, held, unpaid, sold } = this.flash(flashId);
    return { free, lapsed, held, unpaid, sold };
  }
}

/** Settings as a first fact had them before there were bounds, and receipts. */
function older(settings: StreamSettings): StreamSettings {
  const names = [...Object.keys(noBounds), 'receiptMs'];
  const kept = Object.entries(settings).filter(([name]) => !names.includes(name));
  return Object.fromEntries(kept) as unknown as StreamSettings;
}

/** A stream that is on sale since 19:30; the story begins then. */
export function aLiveStream(...given: (ProductStory | Partial<StreamStory>)[]): Market {
  const products = given.filter((part): part is ProductStory => 'name' in part);
  const story = Object.assign({}, ...given.filter((part) => !('name' in part)));
  const market = new Market(products, story);
  market.until('19:30').goesLive();
  return market;
}
