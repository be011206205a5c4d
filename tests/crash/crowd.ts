import { join } from 'node:path';
import { expect } from 'vitest';
import { systemIds } from '../../server/adapters/system/ids.ts';
import { canonicalJson } from '../../shared/values/canonical-json.ts';
import { CrashHost, hostSays } from './floor.ts';
import { type Ground, SECRET } from './ground.ts';
import { Journal } from './journal.ts';
import type { Ledger } from './ledger.ts';
import { openingDay } from './opening.ts';
import { CrashShopper, type Door, type Random } from './shopper.ts';
import { Till } from './till.ts';
import { Auditor, trouble, type Verdict } from './verdict.ts';

/** After the last fault everybody gets their answers within this time, or the market is not well (INV22). */
const SETTLE_MS = 30_000;
/** Whoever wants to be connected is, so long after the last fault (INV22); who is not shows something old. */
const BACK_MS = 10_000;
/** Counters reach every screen within a second (K3); a second node hears of them a second later at the latest. */
const QUIET_MS = 2_500;

type Opened = Awaited<ReturnType<typeof openingDay>>;

/** All people of a crash day: buyers on two streams, a host with a flash price after the other, a payment provider. */
export class Crowd {
  readonly journal: Journal;
  readonly seed: number;
  readonly random: Random;
  readonly shoppers: CrashShopper[];
  readonly host: CrashHost;
  readonly till: Till;
  readonly streams: Opened['streams'];
  /** Buyers with an address whom nobody plays: for what a test does by hand. */
  readonly spare: Opened['buyers'];
  /** When no server was there, from–to in epoch ms. */
  readonly downs: [number, number][] = [];
  /** What people call an order, by its id. */
  readonly numbers = new Map<string, string>();
  readonly hostToken: string;
  private auditor: Auditor;
  private door: Door = () => 0;

  private constructor(ground: Ground, opened: Opened, spare: number, seed: number) {
    const { streams, hostToken } = opened;
    const buyers = opened.buyers.slice(spare);
    this.spare = opened.buyers.slice(0, spare);
    this.seed = seed;
    this.journal = new Journal(join(ground.folder, `journal-${seed}.jsonl`));
    this.random = seeded(seed);
    this.till = new Till(SECRET, () => this.door());
    this.streams = streams;
    this.shoppers = buyers.map(
      (buyer, n) =>
        new CrashShopper({
          ...buyer,
          ...streams[n % 2]!,
          isDirect: n % 2 === 1,
          random: this.random,
          nextKey: systemIds.next,
          journal: this.journal,
          onOrder: (order) => {
            this.numbers.set(order.orderId, order.number);
            this.till.takes(order, this.random);
          },
        }),
    );
    this.hostToken = hostToken;
    this.host = new CrashHost({ token: hostToken, slug: streams[0]!.slug, nextKey: systemIds.next });
    this.auditor = new Auditor(ground.ledger, this.journal);
  }

  /** Opens a day on a ground: the streams go live, and nobody has come yet. */
  static async open(ground: Ground, { buyers = 12, spare = 0, seed = newSeed() } = {}): Promise<Crowd> {
    return new Crowd(ground, await openingDay(ground.environment, buyers + spare), spare, seed);
  }

  /** Everybody connects; who `stays` comes back by itself after each cut. */
  connect(door: Door, stays = false): void {
    this.door = door;
    for (const person of [...this.shoppers, this.host]) person.connect(door, stays);
  }

  disconnect(): void {
    for (const person of [...this.shoppers, this.host]) person.disconnect();
  }

  /** The buyers begin to buy. */
  start(): void {
    for (const shopper of this.shoppers) shopper.start();
  }

  /** Waits until at least so many orders were acknowledged since now. */
  async orders(count: number, withinMs = 20_000): Promise<void> {
    const enough = this.journal.ackedOrders().size + count;
    for (const end = Date.now() + withinMs; this.journal.ackedOrders().size < enough; await pause(20)) {
      if (Date.now() > end) {
        const heard = JSON.stringify(Object.fromEntries(this.journal.refusals));
        throw new Error(`${count} orders were not taken within ${withinMs} ms; refused so far: ${heard}.`);
      }
    }
  }

  /** The host has looked, and sells again on both streams. */
  async resumeSelling(): Promise<void> {
    for (const { slug } of this.streams) {
      const at = { token: this.hostToken, port: this.door(), slug };
      const ack = await hostSays(at, 'stream:resume-selling', { key: systemIds.next() });
      expect(ack.ok, JSON.stringify(ack)).toBe(true);
    }
  }

  /** Nobody wants anything new; every open key gets its answer, then the screens have time to come to rest. */
  async settles(): Promise<void> {
    this.host.stop();
    await Promise.all(this.shoppers.map((shopper) => shopper.finishes(SETTLE_MS)));
    await this.till.closes();
    for (const end = Date.now() + BACK_MS; Date.now() < end && this.shoppers.some(({ isAway }) => isAway); )
      await pause(50);
    await pause(QUIET_MS);
  }

  /** What the tables say so far, beside what was written down. */
  verdict(): Promise<Verdict> {
    return this.auditor.check(this.downs);
  }

  /** From now on the tables are read somewhere else, from their first row on. */
  reads(ledger: Ledger): void {
    this.auditor = new Auditor(ledger, this.journal);
  }

  /** The verdict so far must be without a fault. */
  async isWhole(when: string): Promise<Verdict> {
    const verdict = await this.verdict();
    expect(trouble(verdict), when).toEqual({});
    return verdict;
  }

  /** How many screens differ from the first one of their stream. */
  screensApart(): number {
    return this.streams.reduce((sum, _, n) => {
      const mine = this.shoppers.filter((_, index) => index % 2 === n);
      const views = mine.map(({ cursor: { seq, view } }) => `${seq} ${canonicalJson(view)}`);
      return sum + new Set(views).size - 1;
    }, 0);
  }

  /** How many screens show something else than the log makes, as far as a verdict has read it (INV13). */
  screensOffTheLog(): number {
    const shown = this.streams.map(({ streamId }) => this.auditor.shown(streamId));
    const views = shown.map(({ view }) => canonicalJson(view));
    return this.shoppers.filter(({ cursor: { seq, view } }, index) => {
      const n = index % shown.length;
      return seq <= shown[n]!.seq && canonicalJson(view) !== views[n];
    }).length;
  }

  /** The end of a day: everybody has one answer per key, all is in the tables, all screens show the same. */
  async endsWell(when: string): Promise<Verdict> {
    await this.settles();
    const verdict = await this.isWhole(when);
    expect(this.journal.open(), `${when}: keys without an answer`).toEqual([]);
    expect(this.journal.contradictions, when).toEqual([]);
    const faults = this.shoppers.flatMap((shopper) => shopper.faults);
    // In the message too: of a failed run the record keeps no more than that.
    expect(faults, `${when}, seed ${this.seed}: ${faults.slice(0, 5).join('; ')}`).toEqual([]);
    const seqs = this.shoppers.map(({ cursor: { seq }, isAway }) => `${seq}${isAway ? ' (away)' : ''}`);
    const where = `${when}, seed ${this.seed}: screens that differ, at ${seqs.join(', ')}`;
    expect(this.screensApart(), where).toBe(0);
    expect(this.screensOffTheLog(), `${when}: screens off the log`).toBe(0);
    this.disconnect();
    return verdict;
  }
}

export function newSeed(): number {
  return Number(process.env.FAIRDAY_SEED ?? Date.now() % 1_000_000);
}

export function seeded(seed: number): Random {
  let state = seed + 1;
  return (bound) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor(state / 65_536) % bound;
  };
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Waits for what has to happen within a time. */
export async function orFail<T>(event: Promise<T>, withinMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`It did not happen within ${withinMs} ms.`)), withinMs);
  });
  await Promise.race([event, late]);
  clearTimeout(timer);
}
