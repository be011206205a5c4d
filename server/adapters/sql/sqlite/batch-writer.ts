import type { AppendOutcome } from '../../../event-log/ports/store.ts';
import type { MarketBatch, MarketPart } from '../../../ports/rows.ts';
import { gapIn } from '../../batch-shape.ts';
import { type RpcLink, WorkerDied } from '../../threads/worker-rpc-client.ts';
import { packed, packedPart } from '../packed-batch.ts';
import type { WriterCalls } from './writer-calls.ts';

/** A patient batch waits so long for another one's end, in ms, and looks so often. */
const MAX_PATIENCE_MS = 250;
const LOOK_AGAIN_MS = 1;

/** The batch whose parts the thread has. */
interface Begun {
  logId: string;
  history: string;
  from: number;
  facts: number;
  keys: number;
  lastHash: string;
  /** The orders' rows that it has, and the lines'. */
  rows: Set<object>;
}

/**
 * The writer's thread, as the store calls it. Parts of a batch may go ahead of it: the thread then writes while the rest is
 * being decided. They stand in a transaction that is open meanwhile, so whatever else is to be written first undoes them,
 * and the append then brings its batch whole.
 */
export class BatchWriter {
  readonly #link: RpcLink<WriterCalls>;
  #begun: Begun | null = null;

  constructor(link: RpcLink<WriterCalls>) {
    this.#link = link;
  }

  call: RpcLink<WriterCalls>['call'] = (name, ...args) => {
    this.discardStaged();
    return this.#link.call(name, ...args);
  };

  stageAppend(part: MarketPart): void {
    const { logId, history, from, facts, keys, effects } = part;
    const last = facts.at(-1);
    if (!last) return;
    if (this.#begun && (this.#begun.logId !== logId || this.#begun.from !== from)) this.discardStaged();
    this.#begun ??= { logId, history, from, facts: 0, keys: 0, lastHash: '', rows: new Set() };
    const begun = this.#begun;
    begun.facts += facts.length;
    begun.keys += keys.length;
    begun.lastHash = last.hash;
    for (const row of effects.orders) begun.rows.add(row);
    for (const row of effects.lines) begun.rows.add(row);
    this.#link.tell('stageAppend', packedPart(part));
  }

  discardStaged(): void {
    if (!this.#begun) return;
    this.#begun = null;
    this.#link.tell('discardStaged');
  }

  async append(batch: MarketBatch): Promise<AppendOutcome> {
    if (batch.isPatient) await this.#endOfOther(batch.logId);
    const gap = gapIn(batch);
    if (gap || !this.#isBegunOf(batch)) this.discardStaged();
    if (gap) return { kind: 'failed', reason: 'constraint', message: gap };
    const begun = this.#begun;
    this.#begun = null;
    try {
      const outcome = begun
        ? await this.#link.call('append', packed(restOf(batch, begun)), begun.facts)
        : await this.#link.call('append', packed(batch));
      if (outcome.kind !== 'lost') return outcome;
      // The thread is another by now.
      return await this.append(batch);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return error instanceof WorkerDied ? { kind: 'unknown' } : { kind: 'failed', reason: 'fatal', message };
    }
  }

  /** Waits until no batch of another log is in the midst, or for as long as one may be. */
  async #endOfOther(logId: string): Promise<void> {
    const endMs = performance.now() + MAX_PATIENCE_MS;
    while (this.#begun && this.#begun.logId !== logId && performance.now() < endMs) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    }
  }

  #isBegunOf({ logId, history, from, facts, keys }: MarketBatch): boolean {
    const begun = this.#begun;
    return (
      begun?.logId === logId &&
      begun.history === history &&
      begun.from === from &&
      keys.length >= begun.keys &&
      facts[begun.facts - 1]?.hash === begun.lastHash
    );
  }
}

/** What of a batch the thread does not have yet. */
function restOf(batch: MarketBatch, { facts, keys, rows: known }: Begun): MarketBatch {
  const { rows } = batch.effects;
  const isNew = (row: object) => !known.has(row);
  return {
    ...batch,
    facts: batch.facts.slice(facts),
    keys: batch.keys.slice(keys),
    effects: {
      ...batch.effects,
      rows: { ...rows, orders: rows.orders.filter(isNew), lines: rows.lines.filter(isNew) },
    },
  };
}
