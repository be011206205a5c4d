import type { TallyRules } from '../log-type.ts';

/** Tallies that wait for the next batch; beyond this new ones are dropped, the counts of known ones go on. */
const MAX_WAITING = 5_000;
const WRITTEN_EVERY_MS = 1_000;

/** What a decision says beside its facts, and of whom. */
export interface Asked {
  actorId: string;
  ask: unknown;
  atMs: number;
}

/** What is counted beside the log (K4), until the next batch takes it along. */
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

  /** When they are written by themselves, in steady ms, if no batch takes them along before; never while there are none. */
  get dueAtMs(): number {
    return this.isEmpty ? Number.POSITIVE_INFINITY : this.writtenAtMs + WRITTEN_EVERY_MS;
  }

  /** What waits, and what a batch adds to it, to go with it; `written` once it is durable. */
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
