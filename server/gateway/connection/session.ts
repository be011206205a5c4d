import type { Socket } from 'socket.io';

/** The phase of a session: one socket in a namespace, from its handshake to its end. */
export type Phase =
  /** The handshake is being judged: nothing is sent to it or read from it. */
  | 'arriving'
  /** It is authenticated and shows no stream. */
  | 'greeted'
  /** It shows a stream: it is in the stream's rooms and in its audience. */
  | 'watching'
  /** The sender's rights are being re-judged, and commands wait for that. Consoles alone. */
  | 'inDoubt'
  /** The socket is closed and all its places are given back. */
  | 'gone';

/** The transitions from each phase. The diagram in README.md has these edges and no others. */
export const TRANSITIONS: Readonly<Record<Phase, readonly Phase[]>> = {
  arriving: ['greeted'],
  greeted: ['watching', 'inDoubt', 'gone'],
  watching: ['watching', 'greeted', 'inDoubt', 'gone'],
  inDoubt: ['greeted', 'watching', 'gone'],
  gone: [],
};

/** A transition that the table does not have: a fault of ours. */
export class ImpossibleTransition extends Error {
  constructor(from: Phase, to: Phase) {
    super(`A session can't go from ${from} to ${to}.`);
  }
}

/** The data of a session in one phase. */
export interface State {
  readonly phase: Phase;
}

/**
 * One socket in a namespace, as a finite state machine. The state holds what its phase needs, the session what outlasts
 * phases. Each side has its own states; the table of transitions is shared.
 */
export abstract class Session<Current extends State> {
  readonly socket: Socket;
  readonly #leaveAccount: () => void;
  #state: Current;

  /** @param leaveAccount gives its place among the account's sockets back */
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

  /** Ends it after its socket closed: gives all its places back. */
  end(): void {
    this.release();
    this.#leaveAccount();
  }

  /** Gives back what the state holds, and moves to `gone`. */
  protected abstract release(): void;

  /** Moves to another state. Throws an `ImpossibleTransition` if the table does not have it; then the state stays. */
  protected to(next: Current): void {
    const { phase } = this.#state;
    if (!TRANSITIONS[phase].includes(next.phase)) throw new ImpossibleTransition(phase, next.phase);
    this.#state = next;
  }
}
