import type { Socket } from 'socket.io';

/** Where a session stands: one socket in a namespace, from its handshake to its end. */
export type Phase =
  /** Its handshake is judged: nothing is told to it, and nothing of it is heard. */
  | 'arriving'
  /** It is somebody, and shows no stream. */
  | 'greeted'
  /** It shows a stream: it is in that stream's rooms, and counts in its audience. */
  | 'watching'
  /** What its sender may do is judged anew, and what it asks waits for that. Consoles alone. */
  | 'inDoubt'
  /** Its socket is closed: all that it held is given back. */
  | 'gone';

/** Where a session may go from each phase. The diagram in README.md has these edges and no others. */
export const TRANSITIONS: Readonly<Record<Phase, readonly Phase[]>> = {
  arriving: ['greeted'],
  greeted: ['watching', 'inDoubt', 'gone'],
  watching: ['watching', 'greeted', 'inDoubt', 'gone'],
  inDoubt: ['greeted', 'watching', 'gone'],
  gone: [],
};

/** A session was about to do what it never does from where it stands. */
export class ImpossibleTransition extends Error {
  constructor(from: Phase, to: Phase) {
    super(`A session can't go from ${from} to ${to}.`);
  }
}

/** What is known of a session in one phase, and in no other. */
export interface State {
  readonly phase: Phase;
}

/**
 * One socket in a namespace: a finite state machine. What a phase needs stands in its state; what outlasts phases stands in
 * the session. Each side has its own states and the one table.
 */
export abstract class Session<Current extends State> {
  readonly socket: Socket;
  readonly #leaveAccount: () => void;
  #state: Current;

  /** @param leaveAccount gives back its place among the sockets of its account */
  constructor(socket: Socket, leaveAccount: () => void, arriving: Current) {
    this.socket = socket;
    this.#leaveAccount = leaveAccount;
    this.#state = arriving;
  }

  get state(): Current {
    return this.#state;
  }

  get isGone(): boolean {
    return this.#state.phase === 'gone';
  }

  /** The stream that it shows; null: none. */
  abstract get streamId(): string | null;

  /** Its socket is closed: gives back all that it holds. */
  end(): void {
    this.release();
    this.#leaveAccount();
  }

  /** Gives back what its state holds, and goes to `gone`. */
  protected abstract release(): void;

  /** Goes on to another state; throws an `ImpossibleTransition` if the table does not have it, and stays where it is. */
  protected to(next: Current): void {
    const { phase } = this.#state;
    if (!TRANSITIONS[phase].includes(next.phase)) throw new ImpossibleTransition(phase, next.phase);
    this.#state = next;
  }
}
