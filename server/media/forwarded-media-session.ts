import type { Ack } from '../../shared/contract/answer.ts';
import type { ConsoleReply, ConsoleRequest, MediaCommand } from '../../shared/protocol.ts';
import { refusalAck } from '../application/ack.ts';
import { PeerGone } from '../ports/peers.ts';
import type { LocalMedia } from './local-media.ts';
import { LocalMediaSession, MEDIA_RETRY_MS } from './local-media-session.ts';
import type { MediaHome, MediaHomes } from './media-homes.ts';
import type { MediaSession, SessionOwner } from './media-session.ts';
import type { SessionEvent } from './node-events.ts';
import type { Relay } from './relay.ts';
import type { Relays } from './relays.ts';

/**
 * A session of a stream whose media may be on another server. A broadcaster's commands go to that server, looked up
 * each time. A viewer is served here by the stream's relay, and by the other server while there is no relay.
 */
export class ForwardedMediaSession implements MediaSession {
  private readonly streamId: string;
  private readonly owner: SessionOwner;
  private readonly deps: {
    local: Pick<LocalMedia, 'openSession'>;
    homes: MediaHomes;
    relays: Pick<Relays, 'of'>;
    nodeId: string;
    ask: <T>(address: string, use: string, args: unknown[]) => Promise<T>;
    onElsewhere: () => void;
    onLeft: () => void;
  };
  private here: Promise<MediaSession | null> | null = null;
  private relayed: { relay: Relay; session: LocalMediaSession } | null = null;
  /** The place of the last command: another server's address, '' here, null nowhere. */
  private place: string | null = null;
  /** Whether it watches by a line of the other server. */
  private watchesThere = false;
  private hasLeft = false;

  constructor(streamId: string, owner: SessionOwner, deps: ForwardedMediaSession['deps']) {
    this.streamId = streamId;
    this.owner = owner;
    this.deps = deps;
  }

  async run<C extends MediaCommand>(command: C, request: ConsoleRequest<C>): Promise<Ack<ConsoleReply<C>>> {
    const home = await this.deps.homes.elsewhere(this.streamId);
    if (this.hasLeft) return refusalAck({ code: 'NOT_FOUND' });
    if (!home) return this.runHere(command, request);
    this.deps.onElsewhere();
    const answer = await this.runRelayed(command, request);
    return answer ?? this.runThere(home, command, request);
  }

  /** Takes an event of the other server for this session. */
  heard(event: SessionEvent): void {
    if (event[1] === 'layer') this.owner.onLayer(event[2], event[3]);
    else this.owner.onRejoin();
  }

  /** Leaves the relay and asks the owner to rejoin: the other server is gone. */
  lost(): void {
    this.leaveRelay();
    this.owner.onRejoin();
  }

  leave(): void {
    this.hasLeft = true;
    this.leaveRelay();
    this.leavePlace();
    this.deps.onLeft();
  }

  /** Answers a command by the stream's relay; null if it is not the relay's, or there is none. */
  private async runRelayed<C extends MediaCommand>(
    command: C,
    request: ConsoleRequest<C>,
  ): Promise<Ack<ConsoleReply<C>> | null> {
    const { isStaff } = this.owner;
    // Capabilities of staff come from the home, since they may broadcast.
    if (command === 'media:watch' || (command === 'media:capabilities' && !isStaff)) await this.enterRelay();
    const session = this.relayed?.session;
    if (!session || !this.isOfRelay(session, command, request)) return null;
    const answer = await session.run(command, request);
    // A full relay is no refusal yet: the home may have room.
    const isFull = command === 'media:watch' && !answer.ok && answer.code === 'UNAVAILABLE';
    if (isFull || command === 'media:leave') this.leaveRelay();
    if (isFull) return null;
    if (command === 'media:watch' && this.watchesThere) this.stopWatchingThere();
    return answer;
  }

  private isOfRelay<C extends MediaCommand>(
    session: LocalMediaSession,
    command: C,
    request: ConsoleRequest<C>,
  ): boolean {
    switch (command) {
      case 'media:capabilities':
        return !this.owner.isStaff;
      case 'media:connect':
      case 'media:restart':
        return session.hasTransport((request as ConsoleRequest<'media:restart'>).lineId);
      case 'media:watch':
      case 'media:consume':
      case 'media:resume':
      case 'media:pause':
      case 'media:prefer':
      case 'media:leave':
        return true;
      default:
        return false;
    }
  }

  private async enterRelay(): Promise<void> {
    const relay = await this.deps.relays.of(this.streamId);
    if (this.hasLeft || this.relayed?.relay === relay) return;
    this.leaveRelay();
    if (relay) this.relayed = { relay, session: new LocalMediaSession(relay, this.owner, null) };
  }

  private leaveRelay(): void {
    this.relayed?.session.leave();
    this.relayed = null;
  }

  private async runThere<C extends MediaCommand>(
    home: MediaHome,
    command: C,
    request: ConsoleRequest<C>,
  ): Promise<Ack<ConsoleReply<C>>> {
    const { seatId, isStaff } = this.owner;
    const args = [this.streamId, this.deps.nodeId, { seatId, isStaff }, command, request];
    try {
      const answer = await this.deps.ask<Ack<ConsoleReply<C>>>(home.address, 'seat', args);
      this.moveTo(home.address, command);
      if (command === 'media:watch') this.watchesThere = answer.ok;
      return answer;
    } catch (error) {
      if (!(error instanceof PeerGone)) throw error;
      this.deps.homes.isGone(this.streamId, home.node);
      // A broadcaster starts again here; a viewer waits for the broadcaster.
      const isHosts = isStaff && (command === 'media:capabilities' || command === 'media:open');
      if (isHosts) return this.runHere(command, request);
      return refusalAck({ code: 'UNAVAILABLE', retryAfterMs: MEDIA_RETRY_MS });
    }
  }

  private async runHere<C extends MediaCommand>(
    command: C,
    request: ConsoleRequest<C>,
  ): Promise<Ack<ConsoleReply<C>>> {
    this.leaveRelay();
    this.moveTo('', command);
    this.here ??= this.deps.local.openSession(this.streamId, this.owner);
    const session = await this.here;
    return session ? session.run(command, request) : refusalAck({ code: 'NOT_FOUND' });
  }

  /** Moves it to another place. What it had at the old place is lost; a session that just begins had nothing. */
  private moveTo(place: string, command: MediaCommand): void {
    if (this.place === place) return;
    const hadPlace = this.place !== null && command !== 'media:capabilities';
    this.leavePlace();
    this.place = place;
    if (hadPlace) this.owner.onRejoin();
  }

  private leavePlace(): void {
    const { here, place } = this;
    this.here = null;
    this.watchesThere = false;
    here?.then(
      (session) => session?.leave(),
      () => {},
    );
    if (!place) return;
    const { ask, nodeId } = this.deps;
    ask(place, 'leave', [this.streamId, nodeId, this.owner.seatId]).catch(() => {});
  }

  /** Leaves the other server's line, after the change to the relay. */
  private stopWatchingThere(): void {
    this.watchesThere = false;
    if (!this.place) return;
    const { seatId, isStaff } = this.owner;
    const args = [this.streamId, this.deps.nodeId, { seatId, isStaff }, 'media:leave', {}];
    this.deps.ask(this.place, 'seat', args).catch(() => {});
  }
}
