import type { Clock } from '../../lib/clock.ts';
import { networkOf } from '../../lib/ip-address.ts';
import type { KnownBuyers } from './known-buyers.ts';
import { bucketSize } from './table.ts';

/** What a connection may have read in a window before it counts as beyond its share: a quote, a line and an order. */
const { count: MAX_OF_CONNECTION, inMs: WINDOW_MS } = bucketSize('readsOfConnection', {});

/** For so many windows it is known that somebody was beyond a share: on a slow machine a turn may take as long. */
const REMEMBERED = 5;

/**
 * So many connections that are within their share are read in a turn, each with its first command in a second, however long
 * the turn has taken. On a slow machine its time is gone with what others sent; two attackers with 150 sockets each
 * have no more than 300 firsts, and to read one costs some tenths of a millisecond.
 */
const PLACES_WITHIN = 512;

/**
 * Where a command stands in a crowd. `usual`: everybody has their share. `beyond`: its network or its connection has had
 * more than that. `within`: others are beyond theirs, this one is not.
 */
export type Share = 'usual' | 'within' | 'beyond';

interface OfNetwork {
  reads: number;
  /** Its known viewers; one, if it has none. */
  weight: number;
}

/**
 * While crowded a turn of the loop is shared out by network, in proportion to the viewers by whom it is known, with what
 * chance gives one of equal ones besides; and no connection has more than three commands a second before others had
 * theirs. The first of a known viewer in a second is never beyond a share: a stranger at the same address may have used
 * that of their network. Sockets are free; two minutes in a stream are not. What counts is what was read in this second
 * and the one before.
 */
export class TurnShares {
  readonly #known: Pick<KnownBuyers, 'count'>;
  readonly #clock: Pick<Clock, 'nowMs'>;
  #window = 0;
  #networks = new Map<string, OfNetwork>();
  #reads = 0;
  #weights = 0;
  #readsBefore = 0;
  /** The window in which somebody was last beyond a share. */
  #beyondIn = Number.NEGATIVE_INFINITY;
  /** Of those within their share, how many were read in a turn. */
  #turn = -1;
  #within = 0;
  readonly #ofConnection = new WeakMap<object, { window: number; reads: number }>();

  constructor(known: Pick<KnownBuyers, 'count'>, clock: Pick<Clock, 'nowMs'>) {
    this.#known = known;
    this.#clock = clock;
  }

  /** Judges one command. @param address of its connection, by its key @param isKnown its buyer is known by the network */
  of(connection: object, address: string, isKnown: boolean): Share {
    this.#turnOver();
    const network = this.#networkOf(address);
    const total = Math.max(this.#reads, this.#readsBefore);
    const fair = Math.max(1, (total * network.weight) / this.#weights);
    const isNetworkBeyond = this.#networks.size > 1 && network.reads > fair + byChance(fair);
    const isBeyond =
      this.#readsOf(connection) >= MAX_OF_CONNECTION ||
      (isNetworkBeyond && !(isKnown && this.#readsOf(connection) === 0));
    if (isBeyond) {
      this.#beyondIn = this.#window;
      return 'beyond';
    }
    return this.#window - this.#beyondIn <= REMEMBERED ? 'within' : 'usual';
  }

  /** Whether a connection within its share is read in a turn, however late it is: with its first command in a second. */
  hasPlace(connection: object, turn: number): boolean {
    if (this.#readsOf(connection) > 0) return false;
    return turn !== this.#turn || this.#within < PLACES_WITHIN;
  }

  /** One is read. @param within the turn in which it is, of one within its share; else null */
  take(connection: object, address: string, within: number | null = null): void {
    if (within !== null && within !== this.#turn) {
      this.#turn = within;
      this.#within = 0;
    }
    if (within !== null) this.#within += 1;
    this.#turnOver();
    this.#networkOf(address).reads += 1;
    this.#reads += 1;
    this.#ofConnection.set(connection, { window: this.#window, reads: this.#readsOf(connection) + 1 });
  }

  #readsOf(connection: object): number {
    const own = this.#ofConnection.get(connection);
    return own?.window === this.#window ? own.reads : 0;
  }

  #networkOf(address: string): OfNetwork {
    const name = networkOf(address);
    let network = this.#networks.get(name);
    if (!network) {
      network = { reads: 0, weight: Math.max(1, this.#known.count(address)) };
      this.#networks.set(name, network);
      this.#weights += network.weight;
    }
    return network;
  }

  #turnOver(): void {
    const window = Math.floor(this.#clock.nowMs() / WINDOW_MS);
    if (window === this.#window) return;
    this.#readsBefore = window === this.#window + 1 ? this.#reads : 0;
    this.#window = window;
    this.#networks = new Map();
    this.#reads = 0;
    this.#weights = 0;
  }
}

/** How much more one of many equal networks asks for by chance: two standard deviations of such a count, of a single read none. */
function byChance(fair: number): number {
  return 2 * (Math.sqrt(fair) - 1);
}
