/** A phase of a log's commit loop. */
export type Phase =
  /** Nothing is in progress: all known facts are committed, and a timer may wake the loop. */
  | 'idle'
  /** Commands gather for the next batch, and the last answers go out. All known facts are committed. */
  | 'gathering'
  /** Others' facts are being read. Nothing is decided, and all known facts are committed. */
  | 'catchingUp'
  /** A batch is taken and undecided: repeated keys get their first answers, from memory and from the store. */
  | 'answeringRepeats'
  /** The state is ahead of the log: reads wait until the batch is committed, changed nothing, or is undone. */
  | 'deciding'
  /** The batch changed nothing, or is durable: the head is confirmed before a refusal goes out. */
  | 'confirming'
  /** One append is with the store and its batch is unanswered. Once durable it is published, then answered. */
  | 'committing'
  /** The append's outcome is unknown: the store is asked, and nothing is sent again. */
  | 'resolving'
  /** The decided batch is dropped and the log read again. Its commands are decided again or time out. */
  | 'reloading'
  /** Closed: the queue is answered, and nothing begins. */
  | 'stopped'
  /** A fault without recovery: nothing is acknowledged, and waiting commands are released. */
  | 'broken';

/** The transitions from each phase. The diagram in README.md has these edges and no others. */
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

/** A transition that the table does not have: a fault of ours. */
export class ImpossibleTransition extends Error {
  constructor(from: Phase, to: Phase) {
    super(`The commit loop can't go from ${from} to ${to}.`);
  }
}

/**
 * The phase of one log's commit loop, as a finite state machine. Batcher, committer and catch-up set it. An impossible
 * transition is a fault and breaks the loop, so each running phase leads to `broken`.
 *
 * Closing is kept beside the phase, since a closing loop runs through them. Patience (`PATIENCE_MS`), ownership and a
 * full storage are kept where used.
 */
export class CommitLoopState {
  private current: Phase = 'idle';
  private closing = false;

  get phase(): Phase {
    return this.current;
  }

  /** True while it finishes its queue and takes no more; it may be done already. */
  get isClosing(): boolean {
    return this.closing;
  }

  /** True while a batch is in progress or about to begin. */
  get isBatching(): boolean {
    const { current } = this;
    return current !== 'idle' && current !== 'stopped' && current !== 'broken';
  }

  /** True after a close or a fault: further commands are not decided. */
  get takesNoMore(): boolean {
    return this.closing || this.current === 'broken';
  }

  /** Takes no more from now on. */
  close(): void {
    this.closing = true;
  }

  /** Moves to another phase. Throws an `ImpossibleTransition` if the table does not have it; then the phase stays. */
  to(next: Phase): void {
    if (!TRANSITIONS[this.current].includes(next)) throw new ImpossibleTransition(this.current, next);
    this.current = next;
  }
}
