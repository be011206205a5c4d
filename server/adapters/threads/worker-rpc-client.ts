import { type MessagePort, Worker } from 'node:worker_threads';
import { StoreAway } from '../../lib/store-away.ts';
import { StoreOpenError } from '../sql/store-open-error.ts';

/** What a worker can do: named synchronous functions over plain data; `close` releases what it holds. */
export type Calls = Record<string, (...args: never[]) => unknown> & {
  close(): void | Promise<void>;
  /** True between calls that belong together: the calls of other ports wait. */
  isInMidst?(): boolean;
};

export interface CallMessage {
  /** Null: not to be answered. */
  id: number | null;
  name: string;
  args: unknown[];
}
/** Another thread may make calls as well, over this port. */
export interface LentMessage {
  lent: MessagePort;
}
export type AnswerMessage =
  | { id: number; ok: true; value: unknown }
  | { id: number; ok: false; error: CallError };
/** An error as it crosses threads. */
export interface CallError {
  message: string;
  /** The thread's own store is away, or could not be opened for that reason. */
  isAway?: boolean;
  openError?: { what: string; where: string; howToFix: string };
}

/** What whoever calls a worker needs of the way to it. */
export type RpcLink<Offered extends Calls> = Pick<WorkerRpcClient<Offered>, 'call' | 'tell' | 'close'>;

/** The worker ended before it answered: nobody here knows whether the call took effect. */
export class WorkerDied extends StoreAway {
  override name = 'WorkerDied';
}

/**
 * The way to one worker thread: calls are answered in the order they are made. The thread starts with the first
 * call; if it dies, what was pending is rejected with WorkerDied and the next call starts a new one.
 */
export class WorkerRpcClient<Offered extends Calls> {
  readonly #entry: URL;
  readonly #data: unknown;
  readonly #ports: MessagePort[];
  readonly #pending = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  #worker: Worker | null = null;
  #nextId = 1;
  #closing: Promise<void> | null = null;

  /**
   * @param entry the worker's file without its extension
   * @param ports of `data`, handed over to the thread; such a thread is started once
   */
  constructor(entry: URL, data: unknown, ports: MessagePort[] = []) {
    this.#ports = ports;
    this.#entry = entry;
    this.#data = data;
  }

  call<Name extends keyof Offered & string>(
    name: Name,
    ...args: Parameters<Offered[Name]>
  ): Promise<Awaited<ReturnType<Offered[Name]>>> {
    if (this.#closing) return Promise.reject(new Error('The store is closed.'));
    return this.#ask(this.start(), name, args) as Promise<Awaited<ReturnType<Offered[Name]>>>;
  }

  /** Makes a call without waiting for its answer; the calls made later find it done, or this thread dead. */
  tell<Name extends keyof Offered & string>(name: Name, ...args: Parameters<Offered[Name]>): void {
    if (this.#closing) return;
    const message: CallMessage = { id: null, name, args };
    this.start().postMessage(message);
  }

  /** Lets another thread make calls to this worker directly. */
  lend(port: MessagePort): void {
    const message: LentMessage = { lent: port };
    this.start().postMessage(message, [port]);
  }

  /** Starts the thread ahead of its first call. */
  start(): Worker {
    this.#worker ??= this.#startThread();
    return this.#worker;
  }

  /** Waits for what is under way, lets the thread release what it holds, and ends it. */
  close(): Promise<void> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  /** Ends the thread in the middle of what it does: what is pending is rejected with WorkerDied. */
  async abandon(): Promise<void> {
    this.#closing ??= Promise.resolve();
    await this.#worker?.terminate();
  }

  async #end(): Promise<void> {
    const worker = this.#worker;
    if (!worker) return;
    try {
      await this.#ask(worker, 'close', []);
    } catch (error) {
      if (!(error instanceof WorkerDied)) throw error;
    } finally {
      await worker.terminate();
    }
  }

  #ask(worker: Worker, name: string, args: unknown[]): Promise<unknown> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      const message: CallMessage = { id, name, args };
      worker.postMessage(message);
    });
  }

  #startThread(): Worker {
    const worker = startThread(this.#entry, this.#data, this.#ports);
    let cause = 'it ended';
    worker.on('message', (answer: AnswerMessage) => this.#settle(answer));
    worker.on('error', (error) => {
      cause = error instanceof Error ? error.message : String(error);
    });
    worker.on('exit', () => {
      if (this.#worker === worker) this.#worker = null;
      for (const { reject } of this.#pending.values()) {
        reject(new WorkerDied(`The ${this.#entry.pathname.split('/').at(-1)} stopped: ${cause}`));
      }
      this.#pending.clear();
    });
    return worker;
  }

  #settle(answer: AnswerMessage): void {
    const waiting = this.#pending.get(answer.id);
    if (!waiting) return;
    this.#pending.delete(answer.id);
    if (answer.ok) waiting.resolve(answer.value);
    else if (answer.error.isAway) waiting.reject(new StoreAway(answer.error.message));
    else if (answer.error.openError) waiting.reject(new StoreOpenError(answer.error.openError));
    else waiting.reject(new Error(answer.error.message));
  }
}

/** Compiled beside compiled code, the source beside sources. */
function startThread(entry: URL, workerData: unknown, transferList: MessagePort[]): Worker {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return new Worker(new URL(`${entry.href}.${extension}`), { execArgv: [], workerData, transferList });
}
