import type { Waiting } from './cut.ts';

/** Commands decided in one cut at most, and waiting or parked at most; beyond it they are BUSY before they are queued. */
const MAX_CUT = 500;
const MAX_QUEUE = 2_000;
const MAX_PARKED = 5_000;
/** The longest wait that is still promised to a newcomer. */
const MAX_WAIT_MS = 1_000;

/** Where commands wait for their cut, in the order in which they came. It is bounded at the door. */
export class WaitingRoom<State, Fact> {
  private queue: Waiting<State, Fact>[] = [];
  private readonly exclusive = new Set<string>();
  /** Let in, but still looking whether their key is known. */
  private entering = 0;
  private parked = 0;
  /** So many of the first are decided one by one: one of them breaks a constraint. */
  private alone = 0;

  get length(): number {
    return this.queue.length;
  }

  get hasParked(): boolean {
    return this.parked > 0;
  }

  first(): Waiting<State, Fact> | undefined {
    return this.queue[0];
  }

  /** True if a newcomer can't come in now. */
  isBusyFor(exclusive: string | undefined, nowMs: number): boolean {
    const first = this.queue[0];
    return (
      this.queue.length + this.entering >= MAX_QUEUE ||
      this.parked >= MAX_PARKED ||
      (first !== undefined && nowMs - first.receivedAtMs > MAX_WAIT_MS) ||
      (exclusive !== undefined && this.exclusive.has(exclusive))
    );
  }

  /** Keeps others of the same name out until the returned function is called. */
  claim(exclusive: string): () => void {
    this.exclusive.add(exclusive);
    return () => this.exclusive.delete(exclusive);
  }

  /** Keeps a place in the queue during a look into the store. */
  async keepPlace<T>(look: () => Promise<T>): Promise<T> {
    this.entering += 1;
    try {
      return await look();
    } finally {
      this.entering -= 1;
    }
  }

  push(waiting: Waiting<State, Fact>): void {
    this.queue.push(waiting);
  }

  /** Puts commands that were taken back to the front, in their order. */
  putBack(commands: readonly Waiting<State, Fact>[]): void {
    this.queue = [...commands, ...this.queue];
  }

  /** The next so many are taken one by one. */
  takeAlone(count: number): void {
    this.alone = count;
  }

  take(): Waiting<State, Fact>[] {
    const isAlone = this.alone > 0;
    if (isAlone) this.alone -= 1;
    return this.queue.splice(0, isAlone ? 1 : MAX_CUT);
  }

  /** Counts a command as parked until the returned function is called. */
  park(): () => void {
    this.parked += 1;
    return () => {
      this.parked -= 1;
    };
  }

  /** Takes out those who have waited longer than that. */
  takeOlderThan(receivedAtMs: number): Waiting<State, Fact>[] {
    const old = this.queue.filter((waiting) => waiting.receivedAtMs < receivedAtMs);
    if (old.length > 0) this.queue = this.queue.filter((waiting) => waiting.receivedAtMs >= receivedAtMs);
    return old;
  }
}
