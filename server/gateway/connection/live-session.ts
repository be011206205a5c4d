import type { Socket } from 'socket.io';
import type { Channel } from '../../../shared/values/channel.ts';
import type { BuyerActor } from '../../application/application.ts';
import type { Visit } from '../presence.ts';
import { Session } from './session.ts';
import type { SessionVideo } from './session-video.ts';

interface Greeted {
  readonly phase: 'greeted';
  /** Gives back its place among the viewers of this server; null: none is taken yet. */
  leaveViewers: (() => void) | null;
}

/** What there is of a viewer's session while it shows a stream. */
export interface Watching {
  readonly phase: 'watching';
  readonly streamId: string;
  readonly video: SessionVideo;
  /** Gives back its place among the viewers of this server. */
  readonly leaveViewers: () => void;
  /** Its buyer's part of the audience; another one after a merge. */
  visit: Visit;
  /** Says to its network that this buyer is no longer here by it. */
  leaveNetwork: () => void;
  /** Whose link brought it to the stream, as its page said (C1). */
  channel: Channel;
  /** When its page last told what it had shown, epoch ms; its coming is the first time. */
  lastExposureMs: number;
  /** When it came to the stream while a picture was on the air, epoch ms; null: there was none. */
  cameToPictureAtMs: number | null;
}

type LiveState = { readonly phase: 'arriving' } | Greeted | Watching | { readonly phase: 'gone' };

/** A viewer's session. It is never in doubt: its token proves the buyer, and a viewer has the same rights on every stream. */
export class LiveSession extends Session<LiveState> {
  /** The guest of the device's token; `actor` is the buyer that this guest is by now (B2). */
  readonly guestId: string;
  readonly isStaff: boolean;
  actor: BuyerActor;
  /** When its screen last differed from the view, steady ms. */
  lastMismatchMs = Number.NEGATIVE_INFINITY;
  /** Its page has told how long the first picture took. */
  hasToldPicture = false;
  /** Its buyer holds or has ordered something in a stream that it showed. */
  hasStake = false;

  constructor(
    socket: Socket,
    who: { guestId: string; actor: BuyerActor; isStaff: boolean },
    leaveAccount: () => void,
  ) {
    super(socket, leaveAccount, { phase: 'arriving' });
    this.guestId = who.guestId;
    this.actor = who.actor;
    this.isStaff = who.isStaff;
  }

  get watching(): Watching | null {
    return this.state.phase === 'watching' ? this.state : null;
  }

  get streamId(): string | null {
    return this.watching?.streamId ?? null;
  }

  get cameToPictureAtMs(): number | null {
    return this.watching?.cameToPictureAtMs ?? null;
  }

  get hasDirectVideo(): boolean {
    return this.watching?.video.isOpen ?? false;
  }

  /** It has a place among the viewers of this server. */
  get isPlaced(): boolean {
    const { state } = this;
    return state.phase === 'watching' || (state.phase === 'greeted' && state.leaveViewers !== null);
  }

  greet(): void {
    this.to({ phase: 'greeted', leaveViewers: null });
  }

  /** Keeps a place among the viewers for it, from its first hello on. */
  place(leaveViewers: () => void): void {
    if (this.state.phase === 'greeted' && !this.isPlaced) this.state.leaveViewers = leaveViewers;
    else leaveViewers();
  }

  /** Gives the place back of a hello that came to nothing. */
  unplace(): void {
    if (this.state.phase !== 'greeted') return;
    this.state.leaveViewers?.();
    this.state.leaveViewers = null;
  }

  /** Shows a stream from now on; what it showed before is left. */
  watch(stream: Pick<Watching, 'streamId' | 'visit' | 'video' | 'leaveNetwork' | 'lastExposureMs'>): void {
    const { state } = this;
    if (state.phase === 'watching') leave(state);
    const leaveViewers = 'leaveViewers' in state ? state.leaveViewers : null;
    this.to({
      ...stream,
      phase: 'watching',
      leaveViewers: leaveViewers ?? (() => {}),
      channel: 'direct',
      cameToPictureAtMs: null,
    });
  }

  protected release(): void {
    const { state } = this;
    if (state.phase === 'watching') {
      leave(state);
      state.leaveNetwork();
      state.leaveViewers();
    } else if (state.phase === 'greeted') state.leaveViewers?.();
    this.to({ phase: 'gone' });
  }
}

function leave({ visit, video }: Watching): void {
  visit.leave();
  video.leave();
}
