import type { Clock } from '../../lib/clock.ts';
import { networkOf } from '../../lib/ip-address.ts';
import type { KnownBuyers } from './known-buyers.ts';
import { bucketSize } from './table.ts';

/** Reads of a connection in a window before it is beyond its share: a quote, a line and an order. */
const { count: MAX_OF_CONNECTION, inMs: WINDOW_MS } = bucketSize('readsOfConnection', {});

/** Windows for which a connection beyond its share is remembered: on a slow machine one turn may take that long. */
const REMEMBERED = 5;

/**
 * Reads in a turn for connections within their share, each with its first command of a second, beyond the budget. Two
 * attackers with 150 sockets each have 300 such firsts. A read costs some tenths of a millisecond.
 */
const PLACES_WITHIN = 512;

/**
 * The share of a command in a crowd. `usual`: no connection is beyond its share. `beyond`: its network or connection
 * is. `within`: others are, this one is not.
 */
export type Share = 'usual' | 'within' | 'beyond';

interface OfNetwork {
  reads: number;
  /** The number of its known viewers, at least 1. */
  weight: number;
}

/**
 * Fair shares of a crowded turn, by network and in proportion to its known viewers. A connection has three commands a
 * second. A known viewer's first command of a second is always within its share, since strangers may use the network's.
 * Reads of this second and the one before count.
 */
export class TurnShares {
  readonly #known: Pick<KnownBuyers, 'count'>;
  readonly #clock: Pick<Clock, 'nowMs'>;
  #window = 0;
  #networks = new Map<string, OfNetwork>();
  #reads = 0;
  #weights = 0;
  #readsBefore = 0;
  /** The last window with a connection beyond its share. */
  #beyondIn = Number.NEGATIVE_INFINITY;
  /** The turn, and its reads of connections within their share. */
  #turn = -1;
  #within = 0;
  readonly #ofConnection = new WeakMap<object, { window: number; reads: number }>();

  constructor(known: Pick<KnownBuyers, 'count'>, clock: Pick<Clock, 'nowMs'>) {
    this.#known = known;
    this.#clock = clock;
  }

  /** Judges one command. @param address the connection's key @param isKnown its buyer is known by the network */
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

  /** Whether a turn reads a connection within its share beyond the budget: its first command of a second. */
  hasPlace(connection: object, turn: number): boolean {
    if (this.#readsOf(connection) > 0) return false;
    return turn !== this.#turn || this.#within < PLACES_WITHIN;
  }

  /** Counts a read. @param within the turn, for a connection within its share; else null */
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

/**
 * The surplus that chance gives one of many equal networks: two standard deviations of its count, 0 for a single read.
 */
function byChance(fair: number): number {
  return 2 * (Math.sqrt(fair) - 1);
}
