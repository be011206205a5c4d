import { Socket } from 'node:net';
import pg from 'pg';
import { NoAnswer } from './sql-errors.ts';

/** Statements that connections keep prepared, by their text; the program has fewer. */
const MAX_PREPARED = 300;
/** PostgreSQL's int8 and numeric: here they are counts, sums, times and places in a log. */
const INT8 = 20;
const NUMERIC = 1_700;
const KEEP_ALIVE_AFTER_MS = 10_000;
/** A server that does not let go of a connection is not waited for. */
const FAREWELL_MS = 500;

export interface ConnectionOptions {
  url: string;
  /** What PostgreSQL lists the connection as. */
  name: string;
  /** What holds for the connection's whole life: parameter and value. */
  session: Readonly<Record<string, string | number>>;
}

export interface Answer<Row> {
  rows: Row[];
  /** Rows read or changed. */
  count: number;
  /** What was done: `COMMIT`, or `ROLLBACK` where there was nothing left to commit. */
  command: string;
}

/**
 * One connection. Statements are sent as they come, without waiting for the answers to those before, and answered in
 * that order. A broken one rejects all that is under way, and stays broken.
 */
export class PoolConnection {
  readonly #client: pg.Client;
  readonly #socket: Socket;
  #timer: NodeJS.Timeout | null = null;
  isBroken = false;

  private constructor({ url, name }: ConnectionOptions) {
    this.#socket = new Socket();
    this.#client = new pg.Client({
      connectionString: url,
      application_name: name,
      stream: () => this.#socket,
      pipeline: true,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
      types: { getTypeParser: typeParser as typeof pg.types.getTypeParser },
    });
    const broken = () => {
      this.isBroken = true;
    };
    this.#client.on('error', broken);
    this.#client.on('end', broken);
  }

  /** @throws what the server or the network says, or NoAnswer after `untilMs` (of `performance.now()`) */
  static async open(options: ConnectionOptions, untilMs: number): Promise<PoolConnection> {
    const link = new PoolConnection(options);
    link.breakAt(untilMs);
    try {
      await link.#client.connect();
      const settings = Object.entries(options.session).map(([name, value]) => `SET ${name} = '${value}'`);
      if (settings.length > 0) await link.#client.query(settings.join(';'));
      link.breakAt(null);
      return link;
    } catch (error) {
      link.break(error);
      throw error;
    }
  }

  async query<Row>(text: string, values: readonly unknown[] = []): Promise<Answer<Row>> {
    const { rows, rowCount, command } = await this.#client.query({
      text,
      values: [...values],
      name: values.length > 0 ? nameOf(text) : undefined,
    });
    return { rows, count: rowCount ?? 0, command };
  }

  /** Breaks the connection off at a time of `performance.now()`, unless it is put off or called off (`null`). */
  breakAt(untilMs: number | null): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer =
      untilMs === null
        ? null
        : setTimeout(
            () => this.break(new NoAnswer('The database did not answer in time.')),
            Math.max(0, untilMs - performance.now()),
          );
  }

  /** Ends the connection in the middle of what it does. */
  break(cause: unknown): void {
    this.breakAt(null);
    this.isBroken = true;
    this.#socket.destroy(cause instanceof Error ? cause : new Error(String(cause)));
  }

  /** Takes leave, if there is anybody to take leave of. */
  close(): void {
    if (this.isBroken) this.break(new Error('The connection is closed.'));
    else {
      this.breakAt(null);
      const timer = setTimeout(() => this.#socket.destroy(), FAREWELL_MS);
      this.#socket.once('close', () => clearTimeout(timer));
      void this.#client.end();
    }
  }
}

const names = new Map<string, string>();

/** Statements are prepared once per connection, under one name in all of them. */
function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= MAX_PREPARED) return known;
  const name = `s${names.size}`;
  names.set(text, name);
  return name;
}

function typeParser(oid: number, format?: 'text' | 'binary'): unknown {
  return oid === INT8 || oid === NUMERIC ? safeNumber : pg.types.getTypeParser(oid, format ?? 'text');
}

function safeNumber(text: string): number {
  const value = Number(text);
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER) throw new Error(`${text} is too large a number.`);
  return value;
}
