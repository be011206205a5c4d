import type { Ask } from '../../market/kernel/decision.ts';
import type { RefusalTally } from '../ports/store.ts';

/** Rows that wait for the next batch; beyond this new ones are dropped, the counts of known ones go on. */
const MAX_WAITING = 5_000;
const WRITTEN_EVERY_MS = 1_000;

/** K4: refusals are counted beside the log and written with the next batch. */
export class RefusalTallies {
  private readonly waiting = new Map<string, RefusalTally>();
  private writtenAtMs = 0;

  note({ buyerId, ask, atMs }: { buyerId: string; ask: Ask; atMs: number }): void {
    const id = `${buyerId} ${ask.itemNumber} ${ask.code}`;
    const known = this.waiting.get(id);
    if (known) {
      known.count += 1;
      known.atMs = atMs;
      known.largestAsk = Math.max(known.largestAsk, ask.units);
      return;
    }
    if (this.waiting.size >= MAX_WAITING) return;
    const { itemNumber, code, units } = ask;
    this.waiting.set(id, { buyerId, itemNumber, code, atMs, count: 1, largestAsk: units });
  }

  get isEmpty(): boolean {
    return this.waiting.size === 0;
  }

  /** When they are written by themselves, if no batch takes them along before; never while there are none. */
  get dueAtMs(): number {
    return this.isEmpty ? Number.POSITIVE_INFINITY : this.writtenAtMs + WRITTEN_EVERY_MS;
  }

  /** What waits, and what a batch adds to it, for a batch; `written` once it is durable. */
  with(refused: readonly { buyerId: string; ask: Ask; atMs: number }[]): RefusalTally[] {
    const merged = new RefusalTallies();
    for (const [id, row] of this.waiting) merged.waiting.set(id, { ...row });
    for (const refusal of refused) merged.note(refusal);
    return [...merged.waiting.values()];
  }

  written(atMs: number): void {
    this.waiting.clear();
    this.writtenAtMs = atMs;
  }
}
