import { BoundedMap } from '../../../shared/values/bounded-map.ts';
import { MINUTE } from '../../../shared/values/time.ts';
import type { Clock } from '../../lib/clock.ts';
import { networkOf } from '../../lib/ip-address.ts';

/** Watching takes a socket for so long: a stranger with 150 of them is known 150 times in that time, and no more. */
export const KNOWN_AFTER_MS = 2 * MINUTE;
/** Who lost the line is still known when the phone comes back. */
const KEPT_MS = 10 * MINUTE;
/** Of a network, those who left: twice what one address can make with 150 sockets, five guests on each in ten minutes. */
const MAX_KEPT_OF_NETWORK = 2_000;
/** As many as there may be connections: each network here has one, or had one lately. */
const MAX_NETWORKS = 20_000;

interface Here {
  /** Sockets of this buyer that show a stream. */
  sockets: number;
  /** When two minutes of watching are over; they go on where they were when the line was lost. */
  knownAtMs: number;
  hasBought: boolean;
}

interface Network {
  here: Map<string, Here>;
  /** Known ones who left, in the order in which they did. */
  left: Map<string, { knownAtMs: number; hasBought: boolean; untilMs: number }>;
}

/**
 * Whom a network (/24 of IPv4, /48 of IPv6) is known by: buyers who have watched for two minutes, and those who have
 * bought. They are kept for ten minutes over a lost line. Guests cost nothing, so what all of a network draw on must not
 * be emptied for these by others. Each server knows its own.
 */
export class KnownBuyers {
  readonly #clock: Pick<Clock, 'nowMs'>;
  readonly #networks = new BoundedMap<string, Network>(MAX_NETWORKS);

  constructor(clock: Pick<Clock, 'nowMs'>) {
    this.#clock = clock;
  }

  /** A socket of a buyer shows a stream. @param address its key @returns how to say that it does not any more */
  came(address: string, buyerId: string): () => void {
    const name = networkOf(address);
    const network = this.#networks.get(name) ?? { here: new Map(), left: new Map() };
    this.#networks.set(name, network);
    const nowMs = this.#clock.nowMs();
    const before = network.left.get(buyerId);
    const isKept = before !== undefined && before.untilMs > nowMs;
    network.left.delete(buyerId);
    const here = network.here.get(buyerId) ?? {
      sockets: 0,
      knownAtMs: isKept ? before.knownAtMs : nowMs + KNOWN_AFTER_MS,
      hasBought: isKept && before.hasBought,
    };
    here.sockets += 1;
    network.here.set(buyerId, here);
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      here.sockets -= 1;
      if (here.sockets === 0) this.#leave(name, network, buyerId, here);
    };
  }

  /** A buyer who is here has an order that was paid online, or delivered. */
  bought(address: string, buyerId: string): void {
    const here = this.#networks.get(networkOf(address))?.here.get(buyerId);
    if (here) here.hasBought = true;
  }

  /** True for who was known at a time, and for who has bought, as far as that was told here. */
  isKnown(address: string, buyerId: string, atMs: number): boolean {
    const network = this.#networks.get(networkOf(address));
    const here = network?.here.get(buyerId);
    if (here) return here.hasBought || here.knownAtMs <= atMs;
    const left = network?.left.get(buyerId);
    if (!left || left.untilMs <= this.#clock.nowMs()) return false;
    return left.hasBought || left.knownAtMs <= atMs;
  }

  /** How many of a network are here and known now. @param address a key of the network */
  count(address: string): number {
    const nowMs = this.#clock.nowMs();
    let known = 0;
    for (const { hasBought, knownAtMs } of this.#networks.get(networkOf(address))?.here.values() ?? []) {
      if (hasBought || knownAtMs <= nowMs) known += 1;
    }
    return known;
  }

  #leave(name: string, { here, left }: Network, buyerId: string, { knownAtMs, hasBought }: Here): void {
    const nowMs = this.#clock.nowMs();
    here.delete(buyerId);
    for (const [other, { untilMs }] of left) {
      if (untilMs > nowMs) break;
      left.delete(other);
    }
    if ((hasBought || knownAtMs <= nowMs) && left.size < MAX_KEPT_OF_NETWORK) {
      left.set(buyerId, { knownAtMs, hasBought, untilMs: nowMs + KEPT_MS });
    }
    if (here.size + left.size === 0) this.#networks.delete(name);
  }
}
