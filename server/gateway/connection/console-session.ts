import type { Socket } from 'socket.io';
import type { StaffRights } from '../../application/application.ts';
import { sightOf } from '../../application/stream/sight.ts';
import type { Visit } from '../audience/presence.ts';
import { consoleRoom } from '../rooms/room-names.ts';
import type { SignedIn } from '../visitors/staff-sessions.ts';
import { Session } from './session.ts';
import type { SessionVideo } from './session-video.ts';

interface Arriving {
  readonly phase: 'arriving';
  /** The count of rights changes at its admission. */
  readonly asOf: number;
}

interface Greeted {
  readonly phase: 'greeted';
  /** The slug of the stream on which its rights were taken; null: none were. */
  readonly turnedAwayFrom: string | null;
  /** Ends the busy mark of its connection; null before its first stream. */
  readonly rest: (() => void) | null;
}

/** The state of a console's session while it shows a stream. */
export interface Watching {
  readonly phase: 'watching';
  readonly streamId: string;
  readonly slug: string;
  readonly visit: Visit;
  readonly video: SessionVideo;
  readonly rest: () => void;
  /** The sender's rights on the stream, as last judged. */
  rights: StaffRights;
}

/** The state while rights are re-judged; the stream shown may change meanwhile. */
interface InDoubt {
  readonly phase: 'inDoubt';
  of: Greeted | Watching;
  /** Whether it is in its room: a periodic look-up leaves it there, one that found its rights puts it back. */
  isInRoom: boolean;
  /** Whether a change came since the last look-up began. */
  isStale: boolean;
}

type ConsoleState = Arriving | Greeted | Watching | InDoubt | { readonly phase: 'gone' };

/** A session of a member of staff. */
export class ConsoleSession extends Session<ConsoleState> {
  signedIn: SignedIn;

  constructor(socket: Socket, signedIn: SignedIn, leaveAccount: () => void, asOf: number) {
    super(socket, leaveAccount, { phase: 'arriving', asOf });
    this.signedIn = signedIn;
  }

  /** The stream on its screen, in doubt or not. */
  get watching(): Watching | null {
    const at = this.#at;
    return at?.phase === 'watching' ? at : null;
  }

  get streamId(): string | null {
    return this.watching?.streamId ?? null;
  }

  get isInRoom(): boolean {
    const { state } = this;
    return state.phase === 'inDoubt' ? state.isInRoom : state.phase === 'watching';
  }

  get isInDoubt(): boolean {
    return this.state.phase === 'inDoubt';
  }

  /** True in doubt while the running look-up is out of date. */
  get isStale(): boolean {
    return this.state.phase === 'inDoubt' && this.state.isStale;
  }

  /** The stream on which its rights were taken; null: none. */
  get turnedAwayFrom(): string | null {
    const at = this.#at;
    return at?.phase === 'greeted' ? at.turnedAwayFrom : null;
  }

  /** Greets it. @returns the count of rights changes at its admission */
  greet(): number {
    const asOf = this.state.phase === 'arriving' ? this.state.asOf : 0;
    this.to({ phase: 'greeted', turnedAwayFrom: null, rest: null });
    return asOf;
  }

  /**
   * Shows a stream, in the room of its rights, and leaves the one before.
   * @param work marks the connection as busy and returns how to end that; called once
   */
  watch(stream: Omit<Watching, 'phase' | 'rest'>, work: () => () => void): void {
    const rest = this.#rest ?? work();
    this.#leave();
    this.#move({ ...stream, phase: 'watching', rest });
    this.#joinRoom();
  }

  /** Leaves its stream. @param isTurnedAway its rights on the stream were taken */
  leaveStream(isTurnedAway = false): void {
    const { watching } = this;
    if (!watching) return;
    this.#leave();
    const { slug, rest } = watching;
    this.#move({ phase: 'greeted', turnedAwayFrom: isTurnedAway ? slug : null, rest });
  }

  /** Sets new rights and moves it into their room. */
  changeRights(rights: StaffRights): void {
    if (!this.watching) return;
    this.leaveRoom();
    this.watching.rights = rights;
    this.#joinRoom();
  }

  /** Puts it in doubt: its sender's rights changed, or may have. */
  doubt(): void {
    const { state } = this;
    if (state.phase === 'inDoubt') state.isStale = true;
    else if (state.phase === 'greeted' || state.phase === 'watching') {
      const isInRoom = state.phase === 'watching';
      this.to({ phase: 'inDoubt', of: state, isInRoom, isStale: true });
    }
  }

  /** Begins a look-up: a later change makes another one necessary. */
  look(): void {
    if (this.state.phase === 'inDoubt') this.state.isStale = false;
  }

  /** Ends the doubt. */
  settle(): void {
    if (this.state.phase === 'inDoubt') this.to(this.state.of);
  }

  /** Rejoins the room that it left under backpressure. */
  rejoinRoom(): void {
    if (this.watching) void this.socket.join(roomOf(this.watching));
  }

  /** Leaves the room of its stream, so that it gets no frames; it still shows the stream. */
  leaveRoom(): void {
    const { watching, state } = this;
    if (watching && this.isInRoom) void this.socket.leave(roomOf(watching));
    if (state.phase === 'inDoubt') state.isInRoom = false;
  }

  protected release(): void {
    const rest = this.#rest;
    const { watching } = this;
    watching?.visit.leave();
    watching?.video.leave();
    rest?.();
    this.to({ phase: 'gone' });
  }

  /** Its state without the doubt. */
  get #at(): Greeted | Watching | null {
    const { state } = this;
    if (state.phase === 'inDoubt') return state.of;
    return state.phase === 'greeted' || state.phase === 'watching' ? state : null;
  }

  get #rest(): (() => void) | null {
    return this.#at?.rest ?? null;
  }

  #leave(): void {
    const { watching } = this;
    this.leaveRoom();
    watching?.visit.leave();
    watching?.video.leave();
  }

  #move(at: Greeted | Watching): void {
    const { state } = this;
    if (state.phase !== 'inDoubt') this.to(at);
    else {
      state.of = at;
      state.isInRoom = false;
    }
  }

  #joinRoom(): void {
    const { watching, state } = this;
    if (!watching) return;
    void this.socket.join(roomOf(watching));
    if (state.phase === 'inDoubt') state.isInRoom = true;
  }
}

function roomOf({ streamId, rights }: Watching): string {
  return consoleRoom(streamId, sightOf(rights));
}
