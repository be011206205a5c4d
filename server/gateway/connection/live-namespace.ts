import type { Namespace, Socket } from 'socket.io';
import type { Ack } from '../../../shared/contract/answer.ts';
import type { PrivateView } from '../../../shared/contract/private-view.ts';
import { isMediaCommand, type LiveReply, type LiveRequest, liveCommands } from '../../../shared/protocol.ts';
import { EXPOSURE_EVERY_MS } from '../../../shared/values/exposure.ts';
import { refusalAck } from '../../application/ack.ts';
import { isLineChange } from '../../application/cart-changes.ts';
import { orReceipt } from '../../application/receipt.ts';
import type { BuyerCommand } from '../../market/command-spec.ts';
import type { ClientAddresses } from '../client-address.ts';
import type { Counters } from '../counters.ts';
import type { GatewayDeps } from '../deps.ts';
import type { Exposures } from '../exposures.ts';
import type { Guests } from '../guests.ts';
import { admitWithin } from '../limits/admission.ts';
import { Cap } from '../limits/cap.ts';
import { CartWrites } from '../limits/cart-writes.ts';
import type { ConnectionBudgets } from '../limits/connection-budget.ts';
import type { ConnectionCap } from '../limits/connection-cap.ts';
import { monitorEventLoop } from '../limits/event-loop-monitor.ts';
import { countFirstPictures, hasPicture } from '../limits/first-pictures.ts';
import type { GuessedCodes } from '../limits/guessed-codes.ts';
import type { KnownBuyers } from '../limits/known-buyers.ts';
import { lastSeconds } from '../limits/last-seconds.ts';
import type { SheddingPolicy } from '../limits/load-shedder.ts';
import { OnTheirWay } from '../limits/on-their-way.ts';
import type { DrawingInStream, SharedBuckets } from '../limits/shared-buckets.ts';
import { sheddableCommand } from '../limits/sheddable.ts';
import { watchSlowConsumers } from '../limits/slow-consumers.ts';
import { mostOf } from '../limits/table.ts';
import { TurnShares } from '../limits/turn-shares.ts';
import { limitTypedCodes } from '../limits/typed-codes.ts';
import { whereabouts } from '../practice.ts';
import type { Presence } from '../presence.ts';
import { openLiveRooms } from '../rooms/live-rooms.ts';
import { openPrivateViews } from '../rooms/private-views.ts';
import type { SampledLog } from '../sampled-log.ts';
import type { StaffSessions } from '../staff-sessions.ts';
import type { Traffic } from '../traffic.ts';
import { outboundOf, sayBye } from '../transport/transport.ts';
import { admitViewer } from './admit-viewer.ts';
import { hearCommands } from './dispatch.ts';
import { makeTicket, readTicket } from './join-ticket.ts';
import { buyerRoomName, isLiveRoom, type LiveConnection, liveRoomName } from './live-connection.ts';
import { liveIndex } from './live-index.ts';
import { leaveMedia, runMedia } from './media-sessions.ts';
import { streamFinder } from './stream-finder.ts';
import { tellTime } from './tell-time.ts';

const HELLO_TIMEOUT_MS = 5_000;
const MISMATCH_APART_MS = 10_000;
/** Of the places in a batch, those that nobody gets who is beyond a share of the crowd's turns: half of the least batch. */
const KEPT_PLACES = 128;
/** Who finds no place comes again so much later. */
const FULL_AGAIN_MS = 2_000;

/** The viewers' side: who they are, what they are told, what they ask. */
export function openLiveNamespace(
  namespace: Namespace,
  deps: GatewayDeps & {
    guests: Guests;
    sessions: StaffSessions;
    presence: Presence;
    exposures: Exposures;
    counters: Counters;
    traffic: Traffic;
    accounts: Cap;
    strangers: SampledLog;
    budgets: ConnectionBudgets;
    cap: Pick<ConnectionCap, 'shows'>;
    addresses: ClientAddresses;
    guessed: GuessedCodes;
    known: KnownBuyers;
    buckets: SharedBuckets;
  },
) {
  const { clock, application, guests, media, presence, counters, secrets, strangers } = deps;
  const adapter = outboundOf(namespace);
  adapter.way = deps.way ?? null;
  const busyHoldMs = mostOf('busyHold', deps.config.limits);
  adapter.holdMs = busyHoldMs;
  const index = liveIndex();
  const streams = streamFinder(deps.readers, clock);
  const rooms = openLiveRooms({
    ...deps,
    adapter,
    onFrame: (receivers) => {
      counters.framesSent += receivers;
    },
  });
  const privateViews = openPrivateViews({
    ...deps,
    log: strangers,
    actorOf: (streamId, buyerId) => index.ofBuyer(streamId, buyerId)?.actor ?? null,
    buyersOf: index.buyersOf,
    tell: (streamId, buyerId, view) =>
      adapter.send(buyerRoomName(streamId, buyerId), adapter.encodeEvent('me', view)),
  });
  const firstPictures = countFirstPictures(deps.config.limits, clock, counters.firstPictures);
  const seats = new Cap(mostOf('videoSeats', deps.config.limits));
  /** Who watches from this very machine is limited by nothing. */
  const takeSeat = ({ request }: Socket) => {
    const { key, isThisMachine } = deps.addresses.of(request);
    return isThisMachine ? () => {} : seats.enter(key);
  };
  const typedCodes = limitTypedCodes(deps);
  const cartWrites = new CartWrites(deps);
  const last = lastSeconds({
    most: mostOf('lastSeconds', deps.config.limits),
    endOf: (streamId, steadyMs) => application.nextFlashEnd(streamId, steadyMs),
  });
  const draws = lastSeconds({
    most: mostOf('whileDrawn', deps.config.limits),
    endOf: (streamId, steadyMs) => application.drawReadUntil(streamId, steadyMs),
  });
  const onTheirWay = new OnTheirWay();
  const shares = new TurnShares(deps.known, clock);
  const rush: SheddingPolicy = {
    turn: monitorEventLoop(clock),
    commandOf: (socket, event) => sheddableCommand(event, (socket.data as LiveConnection).streamId !== null),
    isLastChance: (socket) => {
      const { streamId } = socket.data as LiveConnection;
      const steadyMs = clock.steadyMs();
      return streamId !== null && (last.letsIn(streamId, steadyMs) || draws.letsIn(streamId, steadyMs));
    },
    isFull: (socket, isBeyond = false) => {
      const { streamId } = socket.data as LiveConnection;
      const kept = isBeyond ? KEPT_PLACES : 0;
      return streamId !== null && application.isFull(streamId, onTheirWay.of(streamId) + kept);
    },
    shareOf: (socket) => {
      const connection = socket.data as LiveConnection;
      return shares.of(socket, addressOf(connection), isKnown(connection));
    },
    hasPlace: (socket, turn) => shares.hasPlace(socket, turn),
    isRead: (socket, share, turn) =>
      shares.take(socket, addressOf(socket.data as LiveConnection), share === 'within' ? turn : null),
    isCrowded: (socket) => {
      const { streamId } = socket.data as LiveConnection;
      return streamId !== null && application.isCrowded(streamId);
    },
    comeAgainMs: (socket) => {
      const { streamId } = socket.data as LiveConnection;
      return streamId === null ? null : application.comeAgainMs(streamId);
    },
    answer: (socket, answerTo, text) => adapter.answer(socket, answerTo, text),
    holdMs: busyHoldMs,
    answerWithNext: (socket, answerTo, text) => adapter.answerWithNext(socket, answerTo, text),
  };
  const slowConsumers = watchSlowConsumers({
    nowMs: clock.nowMs,
    refresh: (socket) => {
      const connection = index.bySocket.get(socket.id);
      if (connection?.streamId) void join(connection, connection.streamId, null).catch(logFault);
    },
    onClosed: () => {
      counters.slowConsumersClosed += 1;
    },
  });
  adapter.onSlowConsumer = (socketId, room) => {
    const socket = namespace.sockets.get(socketId);
    if (socket) slowConsumers.add(socket, room);
  };

  adapter.onServed = (room, tookMs) => {
    if (isLiveRoom(room)) counters.fanOut.observe(tookMs);
  };

  const stopMedia = media.subscribe((streamId) => {
    const room = liveRoomName(streamId);
    if (adapter.sizeOf(room) === 0) return;
    media.view(streamId).then((onAir) => {
      if (onAir) adapter.send(room, adapter.encodeEvent('media', onAir));
    }, logFault);
  });

  namespace.use(admitWithin({ ...deps, onFault: logFault }, (socket) => admitViewer(socket, deps)));

  namespace.on('connection', (socket: Socket) => {
    const connection = socket.data as LiveConnection;
    counters.liveConnections += 1;
    index.add(connection);
    const helloTimer = setTimeout(() => {
      if (connection.streamId === null) sayBye(socket, 'HELLO_TIMEOUT');
    }, HELLO_TIMEOUT_MS);
    socket.on('disconnect', () => {
      counters.liveConnections -= 1;
      clearTimeout(helloTimer);
      connection.visit?.leave();
      connection.leaveKnown?.();
      leaveMedia(connection);
      connection.leaveAccount();
      fallSilent(connection);
      index.remove(connection);
    });
    hearCommands(
      socket,
      liveCommands,
      (command, request, readAtMs) =>
        run(connection, command as keyof typeof liveCommands, request, readAtMs),
      { ...deps, rush, newRef: () => deps.ids.next() },
    );
  });

  async function run(
    connection: LiveConnection,
    command: keyof typeof liveCommands,
    request: never,
    readAtMs: number,
  ): Promise<Ack<object>> {
    if (command === 'time') return tellTime(deps, connection.streamId);
    if (command === 'hello') return hello(connection, request, readAtMs);
    const { streamId, actor } = connection;
    if (streamId === null) return refusalAck({ code: 'BAD_REQUEST', field: 'hello' });
    if (command === 'exposure:came-by') return cameBy(connection, request);
    if (command === 'exposure:report') return expose(connection, streamId, request, clock.nowMs());
    if (command === 'exposure:first-picture') {
      firstPictures.take(connection, deps.addresses.of(connection.socket.request).key, request);
      return { ok: true };
    }
    if (isMediaCommand(command)) {
      return runMedia(media, connection, {
        ...{ isStaff: false, command, request },
        takeSeat: () => takeSeat(connection.socket),
      });
    }
    if (command === 'order:status') {
      const { key, letGo, history = null } = request as LiveRequest<'order:status'>;
      return application.orderStatus(actor, streamId, key, letGo === true, history);
    }
    if (command === 'order:quote') {
      return typedCodes.quote(drawingOf(connection, streamId), request, (asked) =>
        application.orderQuote(actor, streamId, asked, readAtMs),
      );
    }
    const decide = () =>
      application.live<BuyerCommand>(
        actor,
        streamId,
        command,
        request,
        readAtMs,
        joinedAt(connection, command, request),
      );
    const arrivedAtMs = application.timeOf(streamId, readAtMs);
    const take = async () => {
      const ack = await orReceipt<BuyerCommand>(
        secrets,
        { actor, streamId, command, request, arrivedAtMs },
        () => {
          const by = drawingOf(connection, streamId);
          if (command === 'order:place') return typedCodes.order(by, request, decide);
          return isLineChange(command) ? cartWrites.run(by, decide) : decide();
        },
      );
      connection.hasStake ||= ack.ok && (command === 'order:place' || isHeld(ack));
      // One before it may have been paid meanwhile.
      if (ack.ok && command === 'order:place') noteBought(connection);
      return ack;
    };
    return sheddableCommand(command, true)?.isTap ? onTheirWay.during(streamId, take) : take();
  }

  function drawingOf(connection: LiveConnection, streamId: string): DrawingInStream {
    return { actor: connection.actor, streamId, address: addressOf(connection) };
  }

  /** Who may not go to make room for others: whom the network knows, who holds or has ordered something, and staff. */
  function isKept(connection: LiveConnection): boolean {
    return connection.hasStake || connection.isStaff || isKnown(connection);
  }

  function isKnown(connection: LiveConnection): boolean {
    return deps.known.isKnown(addressOf(connection), connection.actor.buyerId, clock.nowMs());
  }

  function fallSilent(connection: LiveConnection): void {
    connection.fallSilent?.();
    connection.fallSilent = null;
  }

  function addressOf({ socket }: LiveConnection): string {
    return deps.addresses.of(socket.request).key;
  }

  /** Staff are not counted, by whatever link they look in. */
  function cameBy(connection: LiveConnection, { channel }: LiveRequest<'exposure:came-by'>): Ack<object> {
    if (connection.isStaff) return { ok: true };
    connection.channel = channel;
    connection.visit?.cameBy(channel);
    return { ok: true };
  }

  function expose(
    connection: LiveConnection,
    streamId: string,
    request: LiveRequest<'exposure:report'>,
    nowMs: number,
  ): Ack<object> {
    const { actor, isStaff, channel, lastExposureMs } = connection;
    // What staff look at is their work.
    if (isStaff) return { ok: true };
    const by = { streamId, viewerId: actor.buyerId, channel, lastMs: lastExposureMs, nowMs };
    if (!deps.exposures.take(by, request)) {
      return refusalAck({ code: 'RATE_LIMITED', retryAfterMs: EXPOSURE_EVERY_MS });
    }
    connection.lastExposureMs = nowMs;
    return { ok: true };
  }

  function joinedAt(
    { streamId, actor }: LiveConnection,
    command: BuyerCommand,
    request: unknown,
  ): number | null {
    const isTold = command === 'cart:add' || command === 'order:place';
    const ticket = isTold ? (request as LiveRequest<typeof command>).ticket : undefined;
    return ticket && streamId ? readTicket(secrets, ticket, { streamId, viewerIds: actor.allIds }) : null;
  }

  async function hello(
    connection: LiveConnection,
    request: LiveRequest<'hello'>,
    readAtMs: number,
  ): Promise<Ack<LiveReply<'hello'>>> {
    if (request.mismatch) {
      const waitMs = connection.lastMismatchMs + MISMATCH_APART_MS - readAtMs;
      if (waitMs > 0) return refusalAck({ code: 'RATE_LIMITED', retryAfterMs: waitMs });
      connection.lastMismatchMs = readAtMs;
      counters.digestMismatches += 1;
      strangers.warn({ slug: request.slug, seq: request.seq }, 'a screen differs from the view');
    }
    const stream = await streams.forViewers(request.slug);
    if (!stream) return refusalAck({ code: 'NOT_FOUND' });
    const { history, seq, answeredSeq = 0 } = request;
    const told = history !== undefined && seq !== undefined ? { history, seq, answeredSeq } : null;
    const isNew = connection.fallSilent === null;
    connection.fallSilent ??= deps.cap.shows(connection.socket.request.socket, () => isKept(connection));
    if (!connection.fallSilent) return refusalAck({ code: 'BUSY', retryAfterMs: FULL_AGAIN_MS });
    const joined = await join(connection, stream.streamId, told, request.mismatch);
    if (!joined) {
      if (isNew) fallSilent(connection);
      return refusalAck({ code: 'NOT_FOUND' });
    }
    connection.hasStake ||= isInvolved(joined.me);
    noteBought(connection);
    const { streamId } = stream;
    const viewerId = connection.actor.buyerId;
    const nowMs = application.timeOf(streamId, clock.steadyMs());
    return {
      ok: true,
      streamId,
      history: joined.history,
      seq: joined.seq,
      nowMs,
      viewers: presence.viewers(streamId),
      buyerId: viewerId,
      ticket: makeTicket(secrets, { streamId, viewerId, joinedAtMs: application.timeOf(streamId, readAtMs) }),
      me: joined.me,
    };
  }

  /**
   * Brings a connection into a stream's rooms with the present state. Between the snapshot (or delta) and the room
   * nothing is awaited, so that no frame is lost; the private view is asked for after its room is joined.
   * @param told where the screen says that it stands, and up to where its commands were answered; or null
   * @param isMismatch it does not trust what it shows, and gets a snapshot
   * @returns null if there is no such stream, or the connection is gone
   */
  async function join(
    connection: LiveConnection,
    streamId: string,
    told: { history: string; seq: number; answeredSeq: number } | null,
    isMismatch = false,
  ): Promise<{ history: string; seq: number; me: PrivateView } | null> {
    const { socket } = connection;
    const open = await rooms.open(streamId);
    if (!open || !socket.connected) return null;
    const isNew = connection.streamId !== streamId;
    if (isNew) enter(connection, streamId);
    void socket.join(buyerRoomName(streamId, connection.actor.buyerId));
    // It may come from another node that has read further: it is not sent back (INV14), nor behind its answers (INV16).
    const known = told && { history: told.history, seq: Math.max(told.seq, told.answeredSeq) };
    if (known && !(await open.room.readUpTo(known))) {
      strangers.warn({ streamId, seq: known.seq, head: open.room.seq }, 'a screen is ahead of its stream');
    }
    const me = await application.privateView(streamId, connection.actor);
    if (!socket.connected || connection.streamId !== streamId) return null;
    const cursor = isMismatch ? null : told;
    const delta = cursor ? open.room.deltaSince(cursor.history, cursor.seq) : null;
    if (delta) socket.emit('d', delta.history, delta.from, delta.to, delta.changes);
    else adapter.sendTo(socket, open.snapshot());
    void socket.join(liveRoomName(streamId));
    const onAir = await media.view(streamId);
    if (isNew && hasPicture(onAir)) connection.cameToPictureAtMs = clock.nowMs();
    if (onAir && (onAir.sources.length > 0 || onAir.playback || onAir.isHostDrawn))
      socket.emit('media', onAir);
    return { history: open.room.history, seq: open.room.seq, me };
  }

  function enter(connection: LiveConnection, streamId: string): void {
    const { socket, streamId: before, actor } = connection;
    if (before !== null) {
      void socket.leave(liveRoomName(before));
      void socket.leave(buyerRoomName(before, actor.buyerId));
      connection.visit?.leave();
      leaveMedia(connection);
    }
    index.enterStream(connection, streamId);
    connection.channel = 'direct';
    connection.visit = presence.enter(streamId, actor.buyerId, connection.isStaff);
    connection.leaveKnown ??= deps.known.came(addressOf(connection), actor.buyerId);
    connection.lastExposureMs = clock.nowMs();
    connection.cameToPictureAtMs = null;
  }

  /** Its network knows who has bought; asked after the private view, which has looked it up. */
  function noteBought(connection: LiveConnection): void {
    const address = addressOf(connection);
    const { actor } = connection;
    application
      .hasBought(actor)
      .then((hasBought) => hasBought && deps.known.bought(address, actor.buyerId), logFault);
  }

  function logFault(fault: unknown): void {
    strangers.error({ err: fault, context: 'viewers' }, 'a viewer could not be joined');
  }

  return {
    /** A guest became another (B2): its open sockets are that other one from now on. */
    async becameAnother(guestIds: readonly string[]): Promise<void> {
      for (const connection of guestIds.flatMap((guestId) => index.byGuest(guestId))) {
        const { streamId, socket } = connection;
        const now = await guests.actor(connection.guestId);
        const actor = { ...now, ...whereabouts(deps, socket.request) };
        if (streamId !== null) {
          void socket.leave(buyerRoomName(streamId, connection.actor.buyerId));
          index.leaveStream(connection);
          connection.visit?.leave();
        }
        connection.actor = actor;
        connection.leaveKnown?.();
        connection.leaveKnown =
          streamId === null ? null : deps.known.came(addressOf(connection), now.buyerId);
        if (streamId === null || !socket.connected) continue;
        index.enterStream(connection, streamId);
        connection.visit = presence.enter(streamId, actor.buyerId, connection.isStaff, connection.channel);
        void socket.join(buyerRoomName(streamId, actor.buyerId));
        privateViews.mark(streamId, actor.buyerId);
      }
    },
    sayByeToAll(): void {
      for (const { socket } of [...index.bySocket.values()]) sayBye(socket, 'DRAIN');
    },
    close(): void {
      stopMedia();
      rooms.close();
      privateViews.close();
      slowConsumers.close();
    },
  };
}

/** Whether a buyer's own view of a stream has a hold or an order. */
function isInvolved({ cart, orders }: PrivateView): boolean {
  return orders.length > 0 || cart.lines.some(({ holds }) => holds.length > 0);
}

/** Whether an add was answered with a hold. */
function isHeld(ack: object): boolean {
  return 'heldUntilMs' in ack && ack.heldUntilMs !== null;
}
