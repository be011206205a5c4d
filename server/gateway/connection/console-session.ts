import type { Socket } from 'socket.io';
import type { StaffRights } from '../../application/application.ts';
import { sightOf } from '../../application/stream/sight.ts';
import type { Visit } from '../presence.ts';
import { consoleRoom } from '../rooms/room-names.ts';
import type { SignedIn } from '../staff-sessions.ts';
import { Session } from './session.ts';
import type { SessionVideo } from './session-video.ts';

interface Arriving {
  readonly phase: 'arriving';
  /** How much had changed of anybody's rights when it was let in. */
  readonly asOf: number;
}

interface Greeted {
  readonly phase: 'greeted';
  /** The slug of a stream that it had rights on, until they were taken; null: it was not turned away from one. */
  readonly turnedAwayFrom: string | null;
  /** Says that its connection is at work no more; null before its first stream. */
  readonly rest: (() => void) | null;
}

/** What there is of a console's session while it shows a stream. */
export interface Watching {
  readonly phase: 'watching';
  readonly streamId: string;
  readonly slug: string;
  readonly visit: Visit;
  readonly video: SessionVideo;
  readonly rest: () => void;
  /** What its sender may do on the stream, as it was judged last. */
  rights: StaffRights;
}

/** It is judged anew, from where it stood; it may come to show another stream meanwhile. */
interface InDoubt {
  readonly phase: 'inDoubt';
  of: Greeted | Watching;
  /** It is in its room: a periodic look leaves it there, and a look that found its rights puts it back. */
  isInRoom: boolean;
  /** Something has changed, or may have, since a look at it began. */
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

  /** What it shows, in doubt or not. */
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

  /** In doubt, and what a look at it finds is not the last word. */
  get isStale(): boolean {
    return this.state.phase === 'inDoubt' && this.state.isStale;
  }

  /** The stream that it was turned away from; null: it was from none. */
  get turnedAwayFrom(): string | null {
    const at = this.#at;
    return at?.phase === 'greeted' ? at.turnedAwayFrom : null;
  }

  /** @returns how much had changed when it was let in */
  greet(): number {
    const asOf = this.state.phase === 'arriving' ? this.state.asOf : 0;
    this.to({ phase: 'greeted', turnedAwayFrom: null, rest: null });
    return asOf;
  }

  /**
   * Shows a stream from now on, in the room of its rights; what it showed before is left.
   * @param work says that its connection is at work, and gives back how to say that this is over; called once
   */
  watch(stream: Omit<Watching, 'phase' | 'rest'>, work: () => () => void): void {
    const rest = this.#rest ?? work();
    this.#leave();
    this.#move({ ...stream, phase: 'watching', rest });
    this.#joinRoom();
  }

  /** Shows nothing from now on. @param isTurnedAway its rights on the stream were taken */
  leaveStream(isTurnedAway = false): void {
    const { watching } = this;
    if (!watching) return;
    this.#leave();
    const { slug, rest } = watching;
    this.#move({ phase: 'greeted', turnedAwayFrom: isTurnedAway ? slug : null, rest });
  }

  /** It has other rights, and is in the room of those. */
  changeRights(rights: StaffRights): void {
    if (!this.watching) return;
    this.leaveRoom();
    this.watching.rights = rights;
    this.#joinRoom();
  }

  /** Puts it in doubt: what its sender may do has changed, or may have. */
  doubt(): void {
    const { state } = this;
    if (state.phase === 'inDoubt') state.isStale = true;
    else if (state.phase === 'greeted' || state.phase === 'watching') {
      const isInRoom = state.phase === 'watching';
      this.to({ phase: 'inDoubt', of: state, isInRoom, isStale: true });
    }
  }

  /** A look at it begins: what changes from now on makes another one needed. */
  look(): void {
    if (this.state.phase === 'inDoubt') this.state.isStale = false;
  }

  /** It is judged as things stand. */
  settle(): void {
    if (this.state.phase === 'inDoubt') this.to(this.state.of);
  }

  /** Is back in the room that it was taken out of, since it could not keep up. */
  rejoinRoom(): void {
    if (this.watching) void this.socket.join(roomOf(this.watching));
  }

  /** Is told nothing more of the stream, which it shows still. */
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

  /** Where it stands, doubt apart. */
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
