import type { TallyRules } from '../log-type.ts';

/** Bound of unwritten tallies; beyond it new ones are dropped, and known ones still count. */
const MAX_WAITING = 5_000;
const WRITTEN_EVERY_MS = 1_000;

/** A count of a decision, with its actor. */
export interface Asked {
  actorId: string;
  ask: unknown;
  atMs: number;
}

/** Tallies beside the log (K4), until the next batch writes them. */
export class TallyBuffer {
  private readonly rules: TallyRules;
  private readonly waiting = new Map<string, object>();
  private writtenAtMs = 0;

  constructor(rules: TallyRules) {
    this.rules = rules;
  }

  note({ actorId, ask, atMs }: Asked): void {
    const id = this.rules.idOf(actorId, ask);
    const known = this.waiting.get(id);
    if (known) this.rules.add(known, ask, atMs);
    else if (this.waiting.size < MAX_WAITING) this.waiting.set(id, this.rules.first(actorId, ask, atMs));
  }

  get isEmpty(): boolean {
    return this.waiting.size === 0;
  }

  /** When they are due without a batch, in steady ms; infinite while there are none. */
  get dueAtMs(): number {
    return this.isEmpty ? Number.POSITIVE_INFINITY : this.writtenAtMs + WRITTEN_EVERY_MS;
  }

  /** The tallies to write with a batch, its own included. Call `written` once it is durable. */
  with(asked: readonly Asked[]): object[] {
    const merged = new TallyBuffer(this.rules);
    for (const [id, tally] of this.waiting) merged.waiting.set(id, { ...tally });
    for (const each of asked) merged.note(each);
    return [...merged.waiting.values()];
  }

  written(steadyMs: number): void {
    this.waiting.clear();
    this.writtenAtMs = steadyMs;
  }
}
