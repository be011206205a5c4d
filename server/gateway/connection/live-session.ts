import type { Socket } from 'socket.io';
import type { Channel } from '../../../shared/values/channel.ts';
import type { BuyerActor } from '../../application/application.ts';
import type { Visit } from '../audience/presence.ts';
import { Session } from './session.ts';
import type { SessionVideo } from './session-video.ts';

interface Greeted {
  readonly phase: 'greeted';
  /** Gives its viewer's place back; null: none is taken yet. */
  leaveViewers: (() => void) | null;
}

/** The state of a viewer's session while it shows a stream. */
export interface Watching {
  readonly phase: 'watching';
  readonly streamId: string;
  readonly video: SessionVideo;
  /** Gives its viewer's place back. */
  readonly leaveViewers: () => void;
  /** Its visit in the audience; a merge replaces it. */
  visit: Visit;
  /** Ends the buyer's presence on their network. */
  leaveNetwork: () => void;
  /** The channel of the link that led to the stream, as the page reported (C1). */
  channel: Channel;
  /** The time of the page's last exposure report, epoch ms; at first that of its hello. */
  lastExposureMs: number;
  /** The time at which it joined while a picture was on the air, epoch ms; null: there was none. */
  cameToPictureAtMs: number | null;
}

type LiveState = { readonly phase: 'arriving' } | Greeted | Watching | { readonly phase: 'gone' };

/**
 * A viewer's session. It is never in doubt: its token proves the buyer, and viewers have equal rights on every stream.
 */
export class LiveSession extends Session<LiveState> {
  /** The guest of the device's token; `actor` is the buyer after merges (B2). */
  readonly guestId: string;
  readonly isStaff: boolean;
  actor: BuyerActor;
  /** The time of its last digest mismatch, steady ms. */
  lastMismatchMs = Number.NEGATIVE_INFINITY;
  /** Whether it wants little data of the chat (N3). */
  wantsLittleChat = false;
  /** Whether its page reported the time to the first picture. */
  hasToldPicture = false;
  /** Whether its buyer has a hold or an order in a stream that it showed. */
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

  /** Whether it holds a viewer's place. */
  get isPlaced(): boolean {
    const { state } = this;
    return state.phase === 'watching' || (state.phase === 'greeted' && state.leaveViewers !== null);
  }

  greet(): void {
    this.to({ phase: 'greeted', leaveViewers: null });
  }

  /** Keeps a viewer's place, from its first hello on. */
  place(leaveViewers: () => void): void {
    if (this.state.phase === 'greeted' && !this.isPlaced) this.state.leaveViewers = leaveViewers;
    else leaveViewers();
  }

  /** Gives the place of a failed hello back. */
  unplace(): void {
    if (this.state.phase !== 'greeted') return;
    this.state.leaveViewers?.();
    this.state.leaveViewers = null;
  }

  /** Shows a stream, and leaves the one before. */
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
