import { createHash } from 'node:crypto';
import { openMemory } from '../../server/adapters/memory/open.ts';
import { Publisher } from '../../server/application/publisher.ts';
import { ZERO_HASH } from '../../server/event-log/commit/hash-chain.ts';
import type { Draw } from '../../server/event-log/decision.ts';
import { LogEngine, type Submission } from '../../server/event-log/log-engine.ts';
import type { Head, Store, StoredFact } from '../../server/event-log/ports/store.ts';
import type { Ids } from '../../server/lib/clock.ts';
import { addToCart } from '../../server/market/cart/add.ts';
import type { StreamFact } from '../../server/market/facts.ts';
import { announceFlash } from '../../server/market/flash-sale/announce.ts';
import type { DecideAt, Decision, Outcome, Refused } from '../../server/market/kernel/decision.ts';
import { accept } from '../../server/market/kernel/decision.ts';
import { addItem } from '../../server/market/lineup/decide.ts';
import { moments, streamRules } from '../../server/market/market.ts';
import { placeOrder } from '../../server/market/order/place.ts';
import { writeState } from '../../server/market/snapshot.ts';
import type { StreamState } from '../../server/market/state.ts';
import { adjustStock } from '../../server/market/stock/decide.ts';
import { createStream, endStreamWith, goLive } from '../../server/market/stream/decide.ts';
import { defaultSettings } from '../../server/market/stream/settings.ts';
import type { Publication } from '../../server/ports/publication.ts';
import type { Refusal } from '../../shared/contract/refusals.ts';
import type { HoldPolicy } from '../../shared/market/stream/entry.ts';
import { canonicalJson } from '../../shared/values/canonical-json.ts';
import { idOf } from './bench.ts';
import { TestClock } from './engine-clock.ts';
import { type TrickyStore, trickyStore, turns } from './engine-store.ts';
import { at } from './market.ts';

export const STREAM = idOf(900_000);
export const LIST_PRICE = 2_990;
const by = { staffId: idOf(900_001), device: 'laptop' };

export type Engine = LogEngine<StreamState, StreamFact, Refused>;
export type Ask<Reply> = Submission<Reply, StreamState, StreamFact>;

/** Ids that count up, so that two runs of one story are equal byte by byte. */
export function countingIds(from = 0): Ids {
  let made = from;
  return {
    next() {
      made += 1;
      return idOf(made);
    },
    history: () => 'history1',
  };
}

/** One engine on a store, on a clock that the test moves, and all that it said. */
export interface Seat {
  engine: Engine;
  publications: Publication[];
  faults: string[];
  fatal: unknown[];
}

export async function openSeat(
  store: Store,
  clock: TestClock,
  ids: Ids,
  onPublished: (publication: Publication, state: Readonly<StreamState>) => void = () => {},
  gatherMs = 0,
  node: string | null = null,
  wrongMs = 0,
  lotOf: ((draw: Draw) => string) | null = null,
): Promise<Seat> {
  const publisher = new Publisher();
  const seat: Omit<Seat, 'engine'> = { publications: [], faults: [], fatal: [] };
  const engine = await LogEngine.open<StreamState, StreamFact, Refused>(
    {
      store,
      clock: clock.ofProcess(wrongMs),
      ids,
      gatherMs,
      rules: streamRules,
      node: node === null ? null : { id: node, address: node },
      lotOf: (_logId, draw) => lotOf?.(draw) ?? '',
      onCommitted(committed) {
        const publication = publisher.publication(committed);
        seat.publications.push(publication);
        onPublished(publication, committed.state);
      },
      onFault: (error, context) => seat.faults.push(`${context}: ${String(error)}`),
      onFatal: (error) => seat.fatal.push(error),
      onLogDiverged: () => {},
      wantSnapshot: () => {},
      time: null,
      commitTimes: null,
    },
    STREAM,
  );
  if (!engine) throw new Error('The log is not there.');
  return { ...seat, engine };
}

export interface StallStory {
  /** Units of each item. */
  stock?: number[];
  holdPolicy?: HoldPolicy;
  store?: Store;
  /** The lot of each who takes part in a draw (F7); without it who comes first has the first place. */
  lotOf?: (draw: Draw) => string;
}

/** A stream that is live at 20:00 with goods at 29.90, behind one engine. */
export class Stall {
  readonly clock: TestClock;
  readonly store: TrickyStore;
  readonly ids: Ids;
  seat: Seat;
  private keys = 0;

  private constructor(clock: TestClock, store: TrickyStore, ids: Ids, seat: Seat) {
    this.clock = clock;
    this.store = store;
    this.ids = ids;
    this.seat = seat;
  }

  static async open(story: StallStory = {}): Promise<Stall> {
    const clock = new TestClock(at('20:00'));
    const store = trickyStore(story.store ?? openMemory().store);
    const ids = countingIds();
    await store.create({
      logId: STREAM,
      kind: 'stream',
      history: 'history1',
      seq: 0,
      atMs: 0,
      hash: ZERO_HASH,
      isOpen: true,
      owner: null,
    });
    const seat = await openSeat(store, clock, ids, undefined, 0, null, 0, story.lotOf ?? null);
    const stall = new Stall(clock, store, ids, seat);
    await stall.does((state, when) =>
      createStream(
        state,
        {
          slug: 'market-day',
          title: 'Market day',
          hostId: by.staffId,
          hostName: 'Yang',
          currency: 'CNY',
          holdPolicy: story.holdPolicy ?? 'hold',
          payments: ['sandbox', 'cash_on_delivery'],
          scheduledAtMs: at('20:00'),
          settings: defaultSettings,
        },
        { ...when, by },
      ),
    );
    for (const [index, units] of (story.stock ?? [10]).entries()) {
      await stall.does((state, when) =>
        addItem(state, { good: goodOf(index + 1), units, transferId: `in-${index}` }, { ...when, by }),
      );
    }
    await stall.does((state, when) => goLive(state, { rehearsed: null }, { ...when, by }));
    store.batches.length = 0;
    stall.seat.publications.length = 0;
    return stall;
  }

  get engine(): Engine {
    return this.seat.engine;
  }

  /**
   * Another engine on the same log, as a second node would have it; with a name it knows that there are others.
   * @param wrongMs how far its clock is ahead of the true time
   */
  anotherSeat(node: string | null = null, wrongMs = 0): Promise<Seat> {
    return openSeat(this.store, this.clock, this.ids, undefined, 0, node, wrongMs);
  }

  /** The process ends without a word: its timers are gone, and nobody sweeps. */
  dies(): this {
    this.clock.forget();
    return this;
  }

  /** The process comes back: the log is all there is. @param wrongMs how far its clock is ahead now */
  async restarts(wrongMs = 0): Promise<void> {
    this.dies();
    this.seat = await openSeat(this.store, this.clock, this.ids, undefined, 0, null, wrongMs);
  }

  nextKey(): string {
    this.keys += 1;
    return idOf(700_000 + this.keys);
  }

  add(buyer: number, story: AddStory = {}): Ask<unknown> {
    const key = story.key ?? this.nextKey();
    const { itemNumber = 1, units = 1, seen = LIST_PRICE, flashId } = story;
    return {
      readAtMs: story.readAtMs ?? this.clock.steadyMs(),
      ids: story.ids ?? [buyerId(buyer)],
      key: { key, payloadHash: `add ${itemNumber} ${units}` },
      decide: (state, when) =>
        addToCart(
          state,
          { itemNumber, units, seenPriceMinor: seen, flashId },
          {
            ...when,
            buyerId: buyerId(buyer),
            isNewInShop: story.isNew ?? false,
            joinedAtMs: at('19:00'),
            receiptAtMs: null,
            networkTag: `network-${buyer}`,
          },
        ),
    };
  }

  place(
    buyer: number,
    lines: Record<number, number>,
    story: { key?: string; price?: number } = {},
  ): Ask<unknown> {
    const unitPriceMinor = story.price ?? LIST_PRICE;
    const asked = Object.entries(lines).map(([itemNumber, units]) => ({
      itemNumber: Number(itemNumber),
      units,
      unitPriceMinor,
    }));
    const expectTotalMinor = asked.reduce((sum, { units }) => sum + units * unitPriceMinor, 0);
    return {
      readAtMs: this.clock.steadyMs(),
      ids: [buyerId(buyer)],
      key: { key: story.key ?? this.nextKey(), payloadHash: `place ${canonicalJson(lines)}` },
      exclusive: buyerId(buyer),
      decide: (state, when) =>
        placeOrder(
          state,
          { lines: asked, expectTotalMinor, addressId: idOf(930_000), payment: 'sandbox' },
          {
            ...when,
            ...{ buyerId: buyerId(buyer), isNewInShop: false, phoneTag: `phone-${buyer}` },
            ...{ country: null, receiptAtMs: null, networkTag: `network-${buyer}`, joinedAtMs: null },
          },
        ),
    };
  }

  send(ask: Ask<unknown>, seat: Seat = this.seat): Promise<Outcome<unknown>> {
    return seat.engine.submit(ask);
  }

  /** The window of a draw ends, all that was read in it is looked at, and the draw is held. */
  async drawIsHeld(startsAtMs: number): Promise<void> {
    for (const laterMs of [300, 350]) {
      this.clock.passTo(startsAtMs + laterMs);
      await turns();
    }
  }

  /** A flash price of item 1 from now on; says its id. */
  async flashes(seconds: number, startsAtMs: number | null = null): Promise<string> {
    const outcome = await this.does((state, when) =>
      announceFlash(
        state,
        {
          itemNumber: 1,
          version: state.items.get(1)!.version,
          priceMinor: 1_990,
          startsAtMs,
          durationSeconds: seconds,
          prelaunchSeconds: 0,
          cap: 5,
          perBuyerCap: 2,
          afterEnd: 'list',
          fundedBy: 'producer',
        },
        { ...when, by, recentLowMinor: null },
      ),
    );
    return (outcome as { flashId: string }).flashId;
  }

  /** Counts so many more units of an item on to the shelf. */
  restocks(itemNumber: number, units: number, seat: Seat = this.seat): Promise<unknown> {
    return this.does((state, when) => {
      const { version } = state.items.get(itemNumber)!;
      return adjustStock(state, { itemNumber, version, delta: units }, { ...when, by });
    }, seat);
  }

  ends(): Promise<unknown> {
    return this.does((state, when) => endStreamWith(moments)(state, {}, { ...when, by }));
  }

  /** Does what the house does without a key, and says the reply. */
  async does<Reply>(
    decide: (state: StreamState, when: DecideAt) => Decision<Reply>,
    seat: Seat = this.seat,
  ): Promise<Reply> {
    const outcome = await seat.engine.submit<Reply>({
      readAtMs: this.clock.steadyMs(),
      ids: [],
      key: null,
      decide,
    });
    if (outcome.kind === 'refused') throw new Error(`Refused: ${outcome.refusal.code}`);
    return outcome.reply;
  }

  /** Waits until everything due by now is decided and durable. */
  async settles(): Promise<void> {
    await this.does(() => accept([], () => ({})));
  }

  async state(): Promise<string> {
    return this.engine.read((state) => writeState(state));
  }

  async head(): Promise<Head> {
    const head = await this.store.head(STREAM);
    if (!head) throw new Error('The log is gone.');
    return head;
  }

  async facts(): Promise<StoredFact[]> {
    return this.store.factsAfter(STREAM, 0, 10_000);
  }

  async factsOf(type: string): Promise<StoredFact[]> {
    return (await this.facts()).filter((fact) => fact.type === type);
  }
}

interface AddStory {
  /** A newcomer to the shop (H6); absent: somebody who has paid before. */
  isNew?: boolean;
  itemNumber?: number;
  units?: number;
  seen?: number;
  flashId?: string;
  key?: string;
  ids?: string[];
  readAtMs?: number;
}

export function buyerId(n: number): string {
  return idOf(920_000 + n);
}

function goodOf(n: number) {
  return {
    productId: idOf(910_000 + n),
    producerId: idOf(915_000),
    producer: 'Ma',
    name: `Good ${n}`,
    origin: 'Jianchuan',
    grams: 500,
    picture: '',
    priceMinor: LIST_PRICE,
    currency: 'CNY',
    floorMinor: 1,
  };
}

/** What a refused outcome says, or `accepted`. */
export function codeOf(outcome: Outcome<unknown>): Refusal['code'] | 'accepted' {
  return outcome.kind === 'accepted' ? 'accepted' : outcome.refusal.code;
}

/** Every break of a chain: a seq that does not follow, a hash that is not of these bytes (INV11, INV19). */
export function chainFaults(facts: readonly StoredFact[]): string[] {
  let hash = ZERO_HASH;
  return facts.flatMap((fact, index) => {
    hash = createHash('sha256').update(`${hash}${fact.body}`).digest('hex');
    const faults: string[] = [];
    if (fact.seq !== index + 1) faults.push(`seq ${fact.seq} at place ${index + 1}`);
    if (fact.hash !== hash) faults.push(`hash of ${fact.seq}`);
    if (JSON.parse(fact.body).seq !== fact.seq) faults.push(`body of ${fact.seq}`);
    return faults;
  });
}
