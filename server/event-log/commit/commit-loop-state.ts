/** What the commit loop of a log does now. */
export type Phase =
  /** Nothing is under way: what is known of the log is committed, and a timer may wake the loop. */
  | 'idle'
  /** Commands wait for company, and the answers of the batch before go out: no batch is taken, all that is known is committed. */
  | 'gathering'
  /** Reads what others have written: nothing is decided, and all that is known is committed. */
  | 'catchingUp'
  /** A batch is taken, and nothing of it is decided: its repeats get their first answers, from memory and from the store. */
  | 'answeringRepeats'
  /** The state runs ahead of the log: nobody may read it until the batch is committed, changed nothing, or is undone. */
  | 'deciding'
  /** The batch changed nothing, or is durable: whether others have written is asked before a no is told. */
  | 'confirming'
  /** One append is with the store, and nobody of its batch has an answer; once it is durable it is published, then answered. */
  | 'committing'
  /** The append may be in the log or not: the store is asked, and nothing is sent a second time. */
  | 'resolving'
  /** What was decided is forgotten: the log is read anew, and whoever has no answer is decided again or let go. */
  | 'reloading'
  /** Closed: what was queued has its answer, and nothing begins any more. */
  | 'stopped'
  /** A fault that nothing here can mend: nobody is acknowledged any more, and who waits is let go. */
  | 'broken';

/** Where the loop may go from each phase. The diagram in README.md has these edges and no others. */
export const TRANSITIONS: Readonly<Record<Phase, readonly Phase[]>> = {
  idle: ['gathering', 'stopped'],
  gathering: ['catchingUp', 'idle', 'broken'],
  catchingUp: ['answeringRepeats', 'reloading', 'broken'],
  answeringRepeats: ['deciding', 'gathering', 'broken'],
  deciding: ['committing', 'confirming', 'gathering', 'reloading', 'broken'],
  confirming: ['gathering', 'committing', 'broken'],
  committing: ['gathering', 'confirming', 'resolving', 'reloading', 'broken'],
  resolving: ['gathering', 'confirming', 'reloading', 'broken'],
  reloading: ['gathering', 'answeringRepeats', 'broken'],
  stopped: [],
  broken: [],
};

/** The loop was about to do what it never does from where it stands. */
export class ImpossibleTransition extends Error {
  constructor(from: Phase, to: Phase) {
    super(`The commit loop can't go from ${from} to ${to}.`);
  }
}

/**
 * Where the commit loop of one log stands: a finite state machine. The batcher, the committer and the catch-up each say
 * which phase they begin; whoever wants to know what goes on asks here. A move that the table does not have is a fault, and
 * breaks the loop down like any other: rather stop than go on wrong. So each phase in which the loop runs leads to `broken`.
 *
 * Closing is a region beside the phases: a loop that is closed goes through the same phases until nothing is queued. As
 * phases these would all be there twice. Three more regions are kept where they are used, because each of them lasts
 * through any phase: the 2 s after which who waits is let go (`PATIENCE_MS`), whose log it is (`Ownership`), and a storage
 * that is full, with the pause after a failed commit (`Committer`).
 */
export class CommitLoopState {
  private current: Phase = 'idle';
  private closing = false;

  get phase(): Phase {
    return this.current;
  }

  /** It takes no more, and ends what it has; it may be there already. */
  get isClosing(): boolean {
    return this.closing;
  }

  /** A batch is under way, or will be in a moment. */
  get isBatching(): boolean {
    const { current } = this;
    return current !== 'idle' && current !== 'stopped' && current !== 'broken';
  }

  /** Closed or broken down: what comes now is not decided. */
  get takesNoMore(): boolean {
    return this.closing || this.current === 'broken';
  }

  /** From now on no more is taken. */
  close(): void {
    this.closing = true;
  }

  /** Goes on to another phase; throws an `ImpossibleTransition` if the table does not have it, and stays where it is. */
  to(next: Phase): void {
    if (!TRANSITIONS[this.current].includes(next)) throw new ImpossibleTransition(this.current, next);
    this.current = next;
  }
}
