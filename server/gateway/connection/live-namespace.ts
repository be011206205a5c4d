import type { Namespace, Socket } from 'socket.io';
import type { Ack } from '../../../shared/contract/answer.ts';
import type { Change, LiveView } from '../../../shared/live-view/entries.ts';
import { type LiveCommand, liveCommands } from '../../../shared/protocol.ts';
import { RecentBuyersWatch } from '../audience/recent-buyers.ts';
import type { SheddingPolicy } from '../limits/load-shedder.ts';
import { OnTheirWay } from '../limits/on-their-way.ts';
import { mostOf } from '../limits/table.ts';
import { ChatRooms } from '../rooms/chat-rooms.ts';
import { liveSource } from '../rooms/live-source.ts';
import { liveViewKind } from '../rooms/live-view-kind.ts';
import { PrivateViews } from '../rooms/private-views.ts';
import { buyerRoom, isLiveRoom, liveRoom } from '../rooms/room-names.ts';
import { Rooms } from '../rooms/rooms.ts';
import { type Outbound, outboundOf } from '../transport/transport.ts';
import { whereabouts } from '../visitors/practice.ts';
import { admitViewer } from './admit-viewer.ts';
import { LiveCommands } from './live-commands.ts';
import { LiveEntrance } from './live-entrance.ts';
import type { LiveSession } from './live-session.ts';
import { liveShedding } from './live-shedding.ts';
import type { LiveDeps } from './session-deps.ts';
import { Sessions, type Side } from './sessions.ts';
import { StreamFinder } from './stream-finder.ts';
import { ViewerIndex } from './viewer-index.ts';
import { ViewerStanding } from './viewer-standing.ts';

/** The namespace of viewers: their sessions, rooms and commands. */
export class LiveNamespace implements Side<LiveSession> {
  readonly commands = liveCommands;
  readonly gauge = 'liveConnections';
  readonly shedding: SheddingPolicy;
  readonly #deps: LiveDeps;
  readonly #outbound: Outbound;
  readonly #sessions: Sessions<LiveSession>;
  readonly #index: ViewerIndex;
  readonly #standing: ViewerStanding;
  readonly #entrance: LiveEntrance;
  readonly #commands: LiveCommands;
  readonly #rooms: Rooms<LiveView, Change>;
  readonly #chats: ChatRooms;
  readonly #privateViews: PrivateViews;
  readonly #recentBuyers: RecentBuyersWatch;
  readonly #stopMedia: () => void;

  constructor(namespace: Namespace, deps: LiveDeps) {
    const outbound = outboundOf(namespace);
    this.#deps = deps;
    this.#outbound = outbound;
    this.#prepare(outbound);
    const onFault = (fault: unknown) => this.onFault(fault);
    const standing = new ViewerStanding({ ...deps, onFault });
    const onTheirWay = new OnTheirWay();
    this.#standing = standing;
    this.shedding = liveShedding(deps, { outbound, standing, onTheirWay });
    this.#sessions = new Sessions(namespace, this, deps);
    this.#index = new ViewerIndex(this.#sessions.all);
    this.#rooms = this.#openRooms();
    this.#chats = this.#openChats();
    this.#privateViews = this.#openPrivateViews();
    this.#recentBuyers = this.#openRecentBuyers();
    const streams = new StreamFinder(deps.readers, deps.clock);
    const chats = this.#chats;
    const parts = { index: this.#index, rooms: this.#rooms, outbound, streams, standing, chats };
    this.#entrance = new LiveEntrance(deps, parts);
    this.#commands = new LiveCommands(deps, { entrance: this.#entrance, standing, onTheirWay, chats });
    this.#stopMedia = deps.media.subscribe((streamId) => this.#tellMedia(streamId).catch(onFault));
  }

  admit(socket: Socket): Promise<LiveSession | Error> {
    return admitViewer(socket, this.#deps);
  }

  came(session: LiveSession): void {
    session.greet();
    this.#index.add(session);
  }

  left(session: LiveSession): void {
    this.#index.remove(session);
  }

  run(session: LiveSession, command: string, request: never, readAtMs: number): Promise<Ack<object>> {
    return this.#commands.run(session, command as LiveCommand, request, readAtMs);
  }

  async refresh(session: LiveSession): Promise<void> {
    if (session.streamId !== null) await this.#entrance.join(session, session.streamId, null);
  }

  onFault(fault: unknown): void {
    this.#deps.sampledLog.error({ err: fault, context: 'viewers' }, 'a viewer could not be joined');
  }

  /** Moves the sessions of merged guests to their new buyer (B2); whose buyer stays knows all ids of theirs. */
  async becameAnother(guestIds: readonly string[]): Promise<void> {
    for (const session of guestIds.flatMap((guestId) => this.#index.ofGuest(guestId))) {
      const now = await this.#deps.guests.actor(session.guestId);
      if (session.isGone) continue;
      if (now.buyerId === session.actor.buyerId) session.actor = { ...session.actor, allIds: now.allIds };
      else this.#become(session, now);
      this.#chats.becameAnother(session);
    }
  }

  sayByeToAll(): void {
    this.#sessions.sayByeToAll();
  }

  close(): void {
    this.#stopMedia();
    this.#recentBuyers.close();
    this.#chats.close();
    this.#rooms.close();
    this.#privateViews.close();
    this.#sessions.close();
  }

  #prepare(outbound: Outbound): void {
    const { config, counters, way = null } = this.#deps;
    outbound.way = way;
    outbound.holdMs = mostOf('busyHold', config.limits);
    outbound.onServed = (room, tookMs) => {
      if (isLiveRoom(room)) counters.fanOut.observe(tookMs);
    };
  }

  #openRooms(): Rooms<LiveView, Change> {
    const { counters, log, clock, isCurrent } = this.#deps;
    return new Rooms(liveViewKind, liveSource(this.#deps), {
      ...{ outbound: this.#outbound, clock, isCurrent },
      onTold: (receivers) => {
        counters.framesSent += receivers;
      },
      onFault: (err, streamId) =>
        log.error({ err, context: 'live room', streamId }, 'a live room could not read its stream'),
    });
  }

  #openChats(): ChatRooms {
    const { counters, sampledLog, clock, application } = this.#deps;
    return new ChatRooms({
      ...{ application, clock, outbound: this.#outbound },
      sessions: () => this.#sessions.all.values(),
      onTold: (receivers) => {
        counters.chatFramesSent += receivers;
      },
      onSkipped: () => {
        counters.chat.framesSkipped += 1;
      },
      onFault: (err, streamId) =>
        sampledLog.error({ err, context: 'chat', streamId }, 'a chat could not be shown'),
    });
  }

  #openRecentBuyers(): RecentBuyersWatch {
    const { readers, clock, application, sampledLog } = this.#deps;
    const outbound = this.#outbound;
    return new RecentBuyersWatch({
      ...{ readers, clock },
      streams: () => this.#rooms.openIds().filter((streamId) => outbound.sizeOf(liveRoom(streamId)) > 0),
      nowMs: (streamId) => application.timeOf(streamId, clock.steadyMs()),
      tell: (streamId, recent) => outbound.send(liveRoom(streamId), outbound.encodeEvent('recent', recent)),
      onFault: (err) =>
        sampledLog.warn({ err, context: 'recent buyers' }, 'recent buyers could not be counted'),
    });
  }

  #openPrivateViews(): PrivateViews {
    const outbound = this.#outbound;
    return new PrivateViews({
      ...this.#deps,
      log: this.#deps.sampledLog,
      actorOf: (streamId, buyerId) => this.#index.ofBuyer(streamId, buyerId)?.actor ?? null,
      buyersOf: (streamId) => this.#index.buyersOf(streamId),
      tell: (streamId, buyerId, view) =>
        outbound.send(buyerRoom(streamId, buyerId), outbound.encodeEvent('me', view)),
    });
  }

  /** Sends the live video of a stream to its viewers. */
  async #tellMedia(streamId: string): Promise<void> {
    const room = liveRoom(streamId);
    if (this.#outbound.sizeOf(room) === 0) return;
    const onAir = await this.#deps.media.view(streamId);
    if (onAir) this.#outbound.send(room, this.#outbound.encodeEvent('media', onAir));
  }

  #become(session: LiveSession, now: LiveSession['actor']): void {
    const { presence } = this.#deps;
    const { socket, watching, isStaff } = session;
    if (watching) {
      void socket.leave(buyerRoom(watching.streamId, session.actor.buyerId));
      this.#index.leavesStream(session);
      watching.visit.leave();
      watching.leaveNetwork();
    }
    session.actor = { ...now, ...whereabouts(this.#deps, socket.request) };
    if (!watching) return;
    const { streamId, channel } = watching;
    const { buyerId } = session.actor;
    this.#index.showsStream(session);
    watching.visit = presence.enter(streamId, buyerId, isStaff, channel);
    watching.leaveNetwork = this.#standing.comes(session);
    void socket.join(buyerRoom(streamId, buyerId));
    this.#privateViews.mark(streamId, buyerId);
  }
}
