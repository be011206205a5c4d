import { Subscription } from './follower.ts';
import type { JournalWriter } from './journal/writer.ts';
import type { CrowdGuest } from './market/buyers.ts';
import type { OrderSender } from './orders/order-sender.ts';
import type { PublicRecord } from './public-record.ts';
import type { CrowdEars } from './wire/crowd-ears.ts';
import type { Target } from './wire/lean-socket.ts';
import { addressOf } from './wire/networks.ts';
import { Viewer } from './wire/viewer.ts';

const CONNECT_AT_ONCE = 100;
const CONNECT_MS = 60_000;
/** Viewers whose every public event goes through the real reducer. */
const MAX_FOLLOWED = 50;

/** All viewers of a run, and what they hear together. */
export class Crowd implements CrowdEars<Viewer> {
  readonly viewers: Viewer[];
  readonly followers = new Map<Viewer, Subscription>();
  /** Hears the answers to orders; set once the desk is open. */
  desk: OrderSender | null = null;
  /** Snapshots go here while somebody wants them whole. */
  onSnapshot: ((viewer: Viewer, data: Buffer, start: number, end: number) => void) | null = null;
  readonly #record: PublicRecord;
  #welcomes = new Map<Viewer, () => void>();

  constructor(options: {
    guests: readonly CrowdGuest[];
    slug: string;
    /** Where viewer number so many connects to. */
    targetOf: (index: number) => Target;
    record: PublicRecord;
    journal: JournalWriter;
    chance: () => number;
  }) {
    const { guests, slug, targetOf, record, journal, chance } = options;
    this.#record = record;
    this.viewers = guests.map(({ token }, index) => {
      return new Viewer(index, token, { slug, ears: this, target: targetOf(index), chance });
    });
    const every = Math.max(1, Math.floor(this.viewers.length / MAX_FOLLOWED));
    for (let index = 0; index < this.viewers.length && this.followers.size < MAX_FOLLOWED; index += every) {
      const viewer = this.viewers[index]!;
      this.followers.set(viewer, new Subscription(viewer, journal));
    }
  }

  /** Connects all, a hundred at a time. Throws if one does not get in within a minute. */
  async connect(onProgress: (connected: number) => void): Promise<void> {
    let next = 0;
    let connected = 0;
    const worker = async () => {
      for (let viewer = this.viewers[next]; viewer; viewer = this.viewers[next]) {
        next += 1;
        await this.#joined(viewer);
        connected += 1;
        onProgress(connected);
      }
    };
    await Promise.all(Array.from({ length: Math.min(CONNECT_AT_ONCE, this.viewers.length) }, worker));
  }

  leave(): void {
    for (const viewer of this.viewers) viewer.leave();
  }

  frame(viewer: Viewer, from: number, to: number, data: Buffer, start: number, end: number): void {
    this.#record.frame(viewer.index, from, to, data, start, end);
  }

  snapshot(viewer: Viewer, _to: number, data: Buffer, start: number, end: number): void {
    this.#record.snapshot(viewer.index, data, start, end);
    this.onSnapshot?.(viewer, data, start, end);
  }

  followed(viewer: Viewer, letter: string, data: Buffer, start: number, end: number): void {
    this.followers.get(viewer)?.take(letter, data, start, end);
  }

  orderAnswered(_viewer: Viewer, id: number, data: Buffer, jsonAt: number, end: number): void {
    this.desk?.answered(id, data, jsonAt, end);
  }

  welcome(viewer: Viewer): void {
    this.#welcomes.get(viewer)?.();
    this.desk?.welcome(viewer);
  }

  lost(viewer: Viewer): void {
    this.desk?.lost(viewer);
  }

  #joined(viewer: Viewer): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#welcomes.delete(viewer);
        const why = viewer.bye ?? `${viewer.losses} tries broke off`;
        reject(
          new Error(`Viewer ${viewer.index + 1} was not let in within ${CONNECT_MS / 1_000} s (${why}).`),
        );
      }, CONNECT_MS);
      this.#welcomes.set(viewer, () => {
        clearTimeout(timer);
        this.#welcomes.delete(viewer);
        resolve();
      });
      viewer.connect();
    });
  }
}

/** Where each of a crowd connects to: over many networks where the server is on this machine, and that has them. */
export function targetsOf(url: string): (index: number) => Target {
  const { hostname, port, protocol } = new URL(url);
  if (protocol !== 'http:') throw new Error(`--url must begin with http:// (got ${protocol}//).`);
  const host = hostname === 'localhost' ? '127.0.0.1' : hostname.replace(/^\[|\]$/g, '');
  const place = { host, port: Number(port || 80) };
  return (index) => {
    const localAddress = addressOf(index, url);
    return localAddress === undefined ? place : { ...place, localAddress };
  };
}
