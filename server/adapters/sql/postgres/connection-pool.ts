import { StoreAway } from '../../../lib/store-away.ts';
import { type ConnectionOptions, PoolConnection } from './pool-connection.ts';
import { isAway, isHarmless, NoAnswer, StoreClosed } from './sql-errors.ts';

/** Calls that may wait for a connection; one more is refused at once. */
const MAX_WAITING = 10_000;

interface Waiting {
  resolve(link: PoolConnection): void;
  reject(error: unknown): void;
  untilMs: number;
  timer: NodeJS.Timeout;
}

export interface PoolOptions extends ConnectionOptions {
  /** Connections at the most. */
  most: number;
  /** A call is settled within this time, whatever the server does. */
  answerMs: number;
}

/**
 * Some connections to one database, opened as they are needed. A call has one of them for itself; one that gave no
 * answer in time, or whose state nobody knows, is thrown away and never given to another call.
 */
export class ConnectionPool {
  readonly #options: PoolOptions;
  readonly #all = new Set<PoolConnection>();
  /** The one used last is used next, so that a quiet hour leaves few in use. */
  readonly #idle: PoolConnection[] = [];
  readonly #waiting: Waiting[] = [];
  #opening = 0;
  #isClosed = false;
  #emptied: (() => void) | null = null;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  /** One statement on any connection. Like `change` and `transaction` it throws StoreAway if the database is. */
  query<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return this.#ask(async (link) => (await link.query<Row>(text, values)).rows);
  }

  /** One statement that changes something. @returns how many rows it changed */
  change(text: string, values: readonly unknown[] = []): Promise<number> {
    return this.#ask(async (link) => (await link.query(text, values)).count);
  }

  /** All of it or nothing. */
  transaction<Value>(work: (link: PoolConnection) => Promise<Value>): Promise<Value> {
    return this.#ask(async (link) => {
      await link.query('BEGIN');
      try {
        const value = await work(link);
        await link.query('COMMIT');
        return value;
      } catch (error) {
        if (!link.isBroken) await link.query('ROLLBACK');
        throw error;
      }
    });
  }

  /** Does something with a connection of its own; after `answerMs` without an end the connection is broken off. */
  async use<Value>(work: (link: PoolConnection) => Promise<Value>): Promise<Value> {
    const untilMs = performance.now() + this.#options.answerMs;
    const link = await this.#take(untilMs);
    link.breakAt(untilMs);
    try {
      return await work(link);
    } catch (error) {
      if (!isHarmless(error)) link.break(error);
      throw error;
    } finally {
      this.#giveBack(link);
    }
  }

  async #ask<Value>(work: (link: PoolConnection) => Promise<Value>): Promise<Value> {
    try {
      return await this.use(work);
    } catch (error) {
      if (!isAway(error)) throw error;
      throw new StoreAway('The database is away.', { cause: error });
    }
  }

  /** Takes no more calls, lets those end that are under way, and closes every connection. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const { reject, timer } of this.#waiting.splice(0)) {
      clearTimeout(timer);
      reject(new StoreClosed());
    }
    for (const link of this.#idle.splice(0)) this.#drop(link);
    if (this.#all.size + this.#opening === 0) return;
    await new Promise<void>((resolve) => {
      this.#emptied = resolve;
    });
  }

  async #take(untilMs: number): Promise<PoolConnection> {
    if (this.#isClosed) throw new StoreClosed();
    for (let link = this.#idle.pop(); link; link = this.#idle.pop()) {
      if (!link.isBroken) return link;
      this.#drop(link);
    }
    if (this.#all.size + this.#opening < this.#options.most) return this.#open(untilMs);
    if (this.#waiting.length >= MAX_WAITING) throw new NoAnswer('Too many calls wait for the database.');
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        resolve,
        reject,
        untilMs,
        timer: setTimeout(() => {
          this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
          reject(new NoAnswer('No connection to the database became free in time.'));
        }, untilMs - performance.now()),
      };
      this.#waiting.push(waiting);
    });
  }

  async #open(untilMs: number): Promise<PoolConnection> {
    this.#opening += 1;
    try {
      const link = await PoolConnection.open(this.#options, untilMs);
      this.#opening -= 1;
      this.#all.add(link);
      return link;
    } catch (error) {
      this.#opening -= 1;
      this.#afterChange();
      this.#openForWaiting();
      throw error;
    }
  }

  #giveBack(link: PoolConnection): void {
    link.breakAt(null);
    if (link.isBroken || this.#isClosed) {
      // Where one connection is silent the others may be as well: they are opened anew.
      if (link.isBroken) for (const other of this.#idle.splice(0)) this.#drop(other);
      this.#drop(link);
      this.#openForWaiting();
      return;
    }
    const next = this.#waiting.shift();
    if (!next) {
      this.#idle.push(link);
      return;
    }
    clearTimeout(next.timer);
    next.resolve(link);
  }

  /** A place became free: whoever waits longest gets a new connection, or hears why there is none. */
  #openForWaiting(): void {
    const next = this.#waiting.shift();
    if (!next) return;
    clearTimeout(next.timer);
    this.#open(next.untilMs).then(next.resolve, next.reject);
  }

  #drop(link: PoolConnection): void {
    link.close();
    this.#all.delete(link);
    this.#afterChange();
  }

  #afterChange(): void {
    if (this.#all.size + this.#opening === 0) this.#emptied?.();
  }
}
