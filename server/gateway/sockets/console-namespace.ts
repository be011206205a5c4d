import type { Namespace, Socket } from 'socket.io';
import type { Ack } from '../../../shared/contract/command.ts';
import type { ConsoleMediaView } from '../../../shared/contract/media.ts';
import {
  type ConsoleReply,
  type ConsoleRequest,
  consoleCommands,
  isMediaCommand,
} from '../../../shared/protocol.ts';
import { MINUTE } from '../../../shared/values/time.ts';
import { mayDo } from '../../domain/authority.ts';
import { refusalAck } from '../../features/ack.ts';
import type { ConsoleMutation } from '../../features/features.ts';
import type { TakenSeat } from '../../features/media/taken-seat.ts';
import type { ClientAddresses } from '../client-address.ts';
import type { Counters } from '../counters.ts';
import type { DenseAdapter } from '../dense-adapter.ts';
import type { GatewayDeps } from '../deps.ts';
import type { Presence, Visit } from '../presence.ts';
import type { SampledLog } from '../sampled-log.ts';
import type { SecurityLog } from '../security/security-log.ts';
import type { SignedIn, StaffSessions } from '../staff-sessions.ts';
import type { Traffic } from '../traffic.ts';
import { type AccountCap, holdPlace } from './account-cap.ts';
import { admitWithin } from './admission.ts';
import type { ConnectionBudgets } from './connection-budget.ts';
import { hearCommands } from './dispatch.ts';
import { floorRooms, openFloors, withoutOrders } from './floors.ts';
import { sayBye } from './goodbye.ts';
import { retellGrowing } from './growing-media.ts';
import { refusedConnection, tokenOf } from './identify.ts';
import { watchLaggards } from './laggards.ts';
import { leaveMedia, runMedia } from './media-seats.ts';
import type { Reading } from './strays.ts';
import { tellTime } from './time.ts';

const HELLO_TIMEOUT_MS = 5_000;
/** Sessions and roles of open consoles are judged again this often, besides on every message by their end. */
const REVALIDATE_MS = MINUTE;

interface ConsoleConnection {
  socket: Socket;
  signedIn: SignedIn;
  streamId: string | null;
  /** Of that stream. */
  slug: string | null;
  room: string | null;
  visit: Visit | null;
  /** Its place in the stream's live video, from its first question about it on. */
  seat: Promise<TakenSeat | null> | null;
  leaveAccount: () => void;
}

/** The floor's side: staff alone, role and stream judged on every message (A1). */
export function openConsoleNamespace(
  namespace: Namespace,
  deps: GatewayDeps & {
    sessions: StaffSessions;
    presence: Presence;
    counters: Counters;
    traffic: Traffic;
    accounts: AccountCap;
    strangers: SampledLog;
    budgets: ConnectionBudgets;
    reading: Reading;
    addresses: ClientAddresses;
    security: SecurityLog;
  },
) {
  const { clock, features, media, sessions, presence, counters, addresses, security } = deps;
  const adapter = namespace.adapter as DenseAdapter;
  const connections = new Map<string, ConsoleConnection>();
  const floors = openFloors({ ...deps, adapter });
  const laggards = watchLaggards({
    nowMs: clock.nowMs,
    refresh: (socket) => void refresh(socket).catch(logFault),
    onClosed: () => {
      counters.slowConsumersClosed += 1;
    },
  });
  adapter.onLaggard = (socketId, room) => {
    const socket = namespace.sockets.get(socketId);
    if (socket) laggards.add(socket, room);
  };

  namespace.use(admitWithin({ ...deps, onFault: logFault }, admit));

  async function admit(socket: Socket): Promise<Error | undefined> {
    const signedIn =
      (await sessions.byToken(tokenOf(socket))) ??
      (await sessions.fromCookie(socket.handshake.headers.cookie));
    if (!signedIn) {
      security.note({ kind: 'refused', what: 'console', ip: addresses.of(socket.request).ip });
      return refusedConnection({ code: 'UNAUTHENTICATED' });
    }
    const leaveAccount = holdPlace(deps.accounts, signedIn.actor.staffId, socket.conn);
    if (!leaveAccount) return refusedConnection({ code: 'RATE_LIMITED', retryAfterMs: 60_000 });
    const connection: ConsoleConnection = {
      socket,
      signedIn,
      streamId: null,
      slug: null,
      room: null,
      visit: null,
      seat: null,
      leaveAccount,
    };
    socket.data = connection;
    return undefined;
  }

  namespace.on('connection', (socket: Socket) => {
    const connection = socket.data as ConsoleConnection;
    counters.consoleConnections += 1;
    connections.set(socket.id, connection);
    const helloTimer = setTimeout(() => {
      if (connection.streamId === null) sayBye(socket, 'HELLO_TIMEOUT');
    }, HELLO_TIMEOUT_MS);
    socket.on('disconnect', () => {
      counters.consoleConnections -= 1;
      clearTimeout(helloTimer);
      connections.delete(socket.id);
      connection.visit?.leave();
      leaveMedia(connection);
      connection.leaveAccount();
    });
    hearCommands(
      socket,
      consoleCommands,
      (command, request, receivedAtMs) =>
        run(connection, command as keyof typeof consoleCommands, request, receivedAtMs),
      { ...deps, newRef: () => deps.ids.next() },
    );
  });

  async function run(
    connection: ConsoleConnection,
    command: keyof typeof consoleCommands,
    request: never,
    receivedAtMs: number,
  ): Promise<Ack<object>> {
    if (connection.signedIn.untilMs <= clock.nowMs()) {
      sayBye(connection.socket, 'SESSION_ENDED');
      return refusalAck({ code: 'UNAUTHENTICATED' });
    }
    if (command === 'time') return tellTime(clock);
    if (command === 'hello') return hello(connection, request);
    const { streamId, signedIn } = connection;
    if (streamId === null) return refusalAck({ code: 'BAD_REQUEST', field: 'hello' });
    const rights = await features.staffGrants(streamId, signedIn.actor);
    if (!rights) {
      leaveMedia(connection);
      noteRefused(connection, command);
      return refusalAck({ code: 'NOT_FOUND' });
    }
    if (!mayDo(rights, command)) {
      noteRefused(connection, command);
      return refusalAck({ code: 'FORBIDDEN' });
    }
    if (isMediaCommand(command)) return runMedia(media, connection, { isStaff: true, command, request });
    return features.console<ConsoleMutation>(signedIn.actor, streamId, command, request, receivedAtMs);
  }

  async function hello(
    connection: ConsoleConnection,
    request: ConsoleRequest<'hello'>,
  ): Promise<Ack<ConsoleReply<'hello'>>> {
    const { socket, signedIn } = connection;
    const stream = await deps.readers.streamBySlug(request.slug);
    const rights = stream && (await features.staffGrants(stream.streamId, signedIn.actor));
    // A stream of others is as unknown as one that does not exist.
    if (!stream || !rights) {
      if (stream) noteRefused(connection, 'hello', stream.slug);
      return refusalAck({ code: 'NOT_FOUND' });
    }
    const { streamId } = stream;
    leave(connection);
    const maySeeOrders = rights.isHost || rights.grants.includes('orders:view');
    const { open, quiet } = floorRooms(streamId);
    floors.watch(streamId);
    connection.streamId = streamId;
    connection.slug = stream.slug;
    connection.room = maySeeOrders ? open : quiet;
    void socket.join(connection.room);
    connection.visit = presence.enter(streamId, signedIn.actor.staffId, true);
    const frame = await features.consoleFrame(streamId);
    floors.seen(streamId, frame);
    if (!socket.connected) leave(connection);
    void tellMedia(streamId, socket).catch(logFault);
    const { title, currency, rehearsalOf, scheduledAtMs, liveStartMs, endedAtMs } = stream;
    return {
      ok: true,
      streamId,
      title,
      currency,
      rehearsalOf,
      scheduledAtMs,
      liveStartMs,
      endedAtMs,
      nowMs: clock.nowMs(),
      viewers: presence.viewers(streamId),
      grants: rights.grants,
      isHost: rights.isHost,
      frame: maySeeOrders ? frame : withoutOrders(frame),
    };
  }

  /** What a member of staff had no right to. */
  function noteRefused({ socket, signedIn, slug }: ConsoleConnection, what: string, stream = slug): void {
    const { staffId, device } = signedIn.actor;
    const { ip } = addresses.of(socket.request);
    security.note({
      kind: 'refused',
      staffId,
      session: device,
      ip,
      what,
      ...(stream !== null && { stream }),
    });
  }

  function leave(connection: ConsoleConnection): void {
    if (connection.room) void connection.socket.leave(connection.room);
    connection.visit?.leave();
    leaveMedia(connection);
    connection.streamId = null;
    connection.room = null;
    connection.visit = null;
  }

  const stopMedia = media.subscribe((streamId) => void tellMedia(streamId).catch(logFault));

  /** What is on the air, to one console that has just come or to the whole floor. */
  async function tellMedia(streamId: string, socket: Socket | null = null): Promise<void> {
    const { open, quiet } = floorRooms(streamId);
    if (!socket && adapter.sizeOf(open) + adapter.sizeOf(quiet) === 0) return;
    const view = await media.consoleView(streamId);
    if (!view) return;
    if (socket) socket.emit('media', view);
    else tellFloor(streamId, view);
  }

  function tellFloor(streamId: string, view: ConsoleMediaView): void {
    const { open, quiet } = floorRooms(streamId);
    for (const room of [open, quiet]) adapter.send(room, adapter.encodeEvent('media', view));
  }

  const growing = retellGrowing({
    clock,
    streams: () => [...connections.values()].flatMap(({ streamId }) => streamId ?? []),
    view: (streamId) => media.consoleView(streamId),
    tell: tellFloor,
    onFault: logFault,
  });

  async function refresh(socket: Socket): Promise<void> {
    const connection = connections.get(socket.id);
    if (!connection?.room || !connection.streamId) return;
    void socket.join(connection.room);
    const frame = await features.consoleFrame(connection.streamId);
    const isQuiet = connection.room === floorRooms(connection.streamId).quiet;
    socket.emit('c', isQuiet ? withoutOrders(frame) : frame);
  }

  const revalidation = setInterval(() => {
    for (const connection of connections.values()) void revalidate(connection).catch(logFault);
  }, REVALIDATE_MS);

  /** A session that ended ends its sockets; a changed role takes effect; lost rights close the floor. */
  async function revalidate(connection: ConsoleConnection): Promise<void> {
    const signedIn = await sessions.byHash(connection.signedIn.actor.device);
    if (!signedIn) {
      sayBye(connection.socket, 'SESSION_ENDED');
      return;
    }
    connection.signedIn = signedIn;
    if (!connection.streamId) return;
    const rights = await features.staffGrants(connection.streamId, signedIn.actor);
    if (!rights) leave(connection);
  }

  function logFault(fault: unknown): void {
    deps.strangers.error({ err: fault }, 'a console could not be served');
  }

  return {
    /** Signed out: the sockets of that session are closed at once. */
    endSession(tokenHash: string): void {
      for (const { socket, signedIn } of [...connections.values()]) {
        if (signedIn.actor.device === tokenHash) sayBye(socket, 'SESSION_ENDED');
      }
    },
    sayByeToAll(): void {
      for (const { socket } of [...connections.values()]) sayBye(socket, 'DRAIN');
    },
    close(): void {
      clearInterval(revalidation);
      growing.close();
      stopMedia();
      floors.close();
      laggards.close();
    },
  };
}
