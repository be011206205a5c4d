import { BoundedMap } from '../../../shared/values/bounded-map.ts';
import { MINUTE } from '../../../shared/values/time.ts';
import type { Clock } from '../../lib/clock.ts';
import { networkOf } from '../../lib/ip-address.ts';

/**
 * Time in a stream after which a buyer is known, in ms. It occupies a socket, so 150 sockets make 150 known buyers in
 * it.
 */
export const KNOWN_AFTER_MS = 2 * MINUTE;
/** Time for which a buyer stays known after the line is lost, in ms: phones reconnect within it. */
const KEPT_MS = 10 * MINUTE;
/** Bound of kept buyers who left a network: twice what 150 sockets with five guests each make in ten minutes. */
const MAX_KEPT_OF_NETWORK = 2_000;
/** Bound of networks, equal to that of connections: each network here has or had one. */
const MAX_NETWORKS = 20_000;

interface Here {
  /** The buyer's sockets that show a stream. */
  sockets: number;
  /** When the two minutes in a stream are complete, in epoch ms. A reconnect continues them. */
  knownAtMs: number;
  hasBought: boolean;
}

interface Network {
  here: Map<string, Here>;
  /** Known buyers who left, in that order. */
  left: Map<string, { knownAtMs: number; hasBought: boolean; untilMs: number }>;
}

/**
 * The known buyers of each network (/24 of IPv4, /48 of IPv6): they bought, or watched for two minutes. A lost line
 * keeps them for ten minutes. Guests are free, so a bucket that a network shares must not be emptied for these. Each
 * server has its own list.
 */
export class KnownBuyers {
  readonly #clock: Pick<Clock, 'nowMs'>;
  readonly #networks = new BoundedMap<string, Network>(MAX_NETWORKS);

  constructor(clock: Pick<Clock, 'nowMs'>) {
    this.#clock = clock;
  }

  /** Counts a buyer's socket that shows a stream. @param address its key @returns how to end that */
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

  /** Notes that a present buyer has an order paid online, or delivered. */
  bought(address: string, buyerId: string): void {
    const here = this.#networks.get(networkOf(address))?.here.get(buyerId);
    if (here) here.hasBought = true;
  }

  /** True for a buyer who was known at a time, or whose purchase was noted here. */
  isKnown(address: string, buyerId: string, atMs: number): boolean {
    const network = this.#networks.get(networkOf(address));
    const here = network?.here.get(buyerId);
    if (here) return here.hasBought || here.knownAtMs <= atMs;
    const left = network?.left.get(buyerId);
    if (!left || left.untilMs <= this.#clock.nowMs()) return false;
    return left.hasBought || left.knownAtMs <= atMs;
  }

  /** The number of known buyers of a network who are here now. @param address a key of the network */
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
