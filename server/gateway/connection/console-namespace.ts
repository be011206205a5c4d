import type { Namespace, Socket } from 'socket.io';
import type { Ack } from '../../../shared/contract/answer.ts';
import type { ConsoleMediaView } from '../../../shared/contract/media.ts';
import {
  type ConsoleReply,
  type ConsoleRequest,
  consoleCommands,
  isMediaCommand,
} from '../../../shared/protocol.ts';
import { refusalAck } from '../../application/ack.ts';
import type { StaffRights } from '../../application/application.ts';
import { shownTo, sightOf } from '../../application/stream/sight.ts';
import type { StaffCommand } from '../../market/command-spec.ts';
import { mediaRights } from '../../media/media-rights.ts';
import type { ClientAddresses } from '../client-address.ts';
import type { Counters } from '../counters.ts';
import type { GatewayDeps } from '../deps.ts';
import { holdPlace } from '../limits/account-cap.ts';
import { admitWithin } from '../limits/admission.ts';
import type { Cap } from '../limits/cap.ts';
import type { ConnectionBudgets } from '../limits/connection-budget.ts';
import type { ConnectionCap } from '../limits/connection-cap.ts';
import type { GuessedCodes } from '../limits/guessed-codes.ts';
import { watchSlowConsumers } from '../limits/slow-consumers.ts';
import { askerOf } from '../origin.ts';
import type { Presence } from '../presence.ts';
import { consoleRoom, consoleRooms, openConsoleRooms } from '../rooms/console-rooms.ts';
import { retellGrowing } from '../rooms/growing-media.ts';
import type { SampledLog } from '../sampled-log.ts';
import type { SecurityLog } from '../security/security-log.ts';
import type { StaffSessions } from '../staff-sessions.ts';
import type { Traffic } from '../traffic.ts';
import { connectionOf, outboundOf, sayBye } from '../transport/transport.ts';
import type { ConsoleConnection } from './console-connection.ts';
import { openConsoleJudge } from './console-judge.ts';
import { hearCommands } from './dispatch.ts';
import { refusedConnection, tokenOf } from './identify.ts';
import { leaveMedia, runMedia } from './media-sessions.ts';
import { tellTime } from './tell-time.ts';

const HELLO_TIMEOUT_MS = 5_000;
/** Rights that change while a console opens are looked up again, so often. */
const HELLO_TRIES = 3;
const HELLO_AGAIN_MS = 500;

/** The floor's side: staff alone, role and stream judged on every message (A1). */
export function openConsoleNamespace(
  namespace: Namespace,
  deps: GatewayDeps & {
    sessions: StaffSessions;
    presence: Presence;
    counters: Counters;
    traffic: Traffic;
    accounts: Cap;
    strangers: SampledLog;
    budgets: ConnectionBudgets;
    addresses: ClientAddresses;
    security: SecurityLog;
    cap: Pick<ConnectionCap, 'works'>;
    guessed: GuessedCodes;
  },
) {
  const { clock, application, media, sessions, presence, counters, addresses, security } = deps;
  const adapter = outboundOf(namespace);
  const connections = new Map<string, ConsoleConnection>();
  const floors = openConsoleRooms({ ...deps, adapter });
  const judge = openConsoleJudge({ ...deps, connections, floors, enter, leave, onFault: logFault });
  const slowConsumers = watchSlowConsumers({
    nowMs: clock.nowMs,
    refresh: (socket) => void refresh(socket).catch(logFault),
    onClosed: () => {
      counters.slowConsumersClosed += 1;
    },
  });
  adapter.onSlowConsumer = (socketId, room) => {
    const socket = namespace.sockets.get(socketId);
    if (socket) slowConsumers.add(socket, room);
  };

  namespace.use(admitWithin({ ...deps, onFault: logFault }, admit));

  async function admit(socket: Socket): Promise<Error | undefined> {
    const asOf = judge.changes();
    if (askerOf(deps.config, socket.handshake.headers) === 'partner') {
      return refusedConnection({ code: 'FORBIDDEN' });
    }
    const signedIn =
      (await sessions.byToken(tokenOf(socket))) ??
      (await sessions.fromCookie(socket.handshake.headers.cookie));
    if (!signedIn) {
      security.note({ kind: 'refused', what: 'console', ip: addresses.of(socket.request).ip });
      return refusedConnection({ code: 'UNAUTHENTICATED' });
    }
    const leaveAccount = holdPlace(deps.accounts, signedIn.actor.staffId, connectionOf(socket));
    if (!leaveAccount) return refusedConnection({ code: 'RATE_LIMITED', retryAfterMs: 60_000 });
    const connection: ConsoleConnection = {
      socket,
      signedIn,
      streamId: null,
      slug: null,
      rights: null,
      room: null,
      visit: null,
      mediaSession: null,
      asOf,
      isTurnedAway: false,
      isInDoubt: false,
      judging: null,
      leaveAccount,
      fallSilent: null,
    };
    socket.data = connection;
    return undefined;
  }

  namespace.on('connection', (socket: Socket) => {
    const connection = socket.data as ConsoleConnection;
    counters.consoleConnections += 1;
    connections.set(socket.id, connection);
    // It was let in while something changed: it is judged before it is heard.
    if (connection.asOf !== judge.changes()) judge.doubt(connection);
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
      connection.fallSilent?.();
    });
    hearCommands(
      socket,
      consoleCommands,
      (command, request, readAtMs) =>
        run(connection, command as keyof typeof consoleCommands, request, readAtMs),
      { ...deps, newRef: () => deps.ids.next() },
    );
  });

  async function run(
    connection: ConsoleConnection,
    command: keyof typeof consoleCommands,
    request: never,
    readAtMs: number,
  ): Promise<Ack<object>> {
    if (connection.signedIn.untilMs <= clock.nowMs()) {
      sayBye(connection.socket, 'SESSION_ENDED');
      return refusalAck({ code: 'UNAUTHENTICATED' });
    }
    if (command === 'time') return tellTime(deps, connection.streamId);
    await judge.settled(connection);
    if (!connection.socket.connected) return refusalAck({ code: 'UNAUTHENTICATED' });
    if (command === 'hello') return hello(connection, request);
    const { streamId, signedIn } = connection;
    if (streamId === null) {
      if (!connection.isTurnedAway) return refusalAck({ code: 'BAD_REQUEST', field: 'hello' });
      noteRefused(connection, command);
      return refusalAck({ code: 'NOT_FOUND' });
    }
    if (isMediaCommand(command)) {
      const why = await application.whyMayNot(signedIn.actor, streamId, mediaRights[command]);
      if (why) return forbidden(connection, command, refusalAck(why));
      return runMedia(media, connection, { isStaff: true, command, request });
    }
    const ack = await application.console<StaffCommand>(signedIn.actor, streamId, command, request, readAtMs);
    if (ack.ok || !ack.lacksRight) return ack;
    const { lacksRight: _, ...told } = ack;
    return forbidden(connection, command, told);
  }

  /** Notes that somebody was told that they may not; who has no rights on the stream any more has no live video there. */
  function forbidden(connection: ConsoleConnection, command: string, ack: Ack<object>): Ack<object> {
    if (!ack.ok && ack.code === 'NOT_FOUND') leaveMedia(connection);
    noteRefused(connection, command);
    return ack;
  }

  async function hello(
    connection: ConsoleConnection,
    request: ConsoleRequest<'hello'>,
  ): Promise<Ack<ConsoleReply<'hello'>>> {
    for (let tries = 0; tries < HELLO_TRIES; tries += 1) {
      const asOf = judge.changes();
      const answer = await welcome(connection, request);
      if (asOf === judge.changes()) return answer;
      await judge.settled(connection);
    }
    leave(connection);
    return refusalAck({ code: 'UNAVAILABLE', retryAfterMs: HELLO_AGAIN_MS });
  }

  /** What a console opens with, by the rights that there were when it began: whoever asks looks whether they still are. */
  async function welcome(
    connection: ConsoleConnection,
    request: ConsoleRequest<'hello'>,
  ): Promise<Ack<ConsoleReply<'hello'>>> {
    const { socket, signedIn } = connection;
    const stream = await deps.readers.streamBySlug(request.slug);
    const rights = stream && (await application.staffGrants(stream.streamId, signedIn.actor));
    // A stream of others is as unknown as one that does not exist.
    if (!stream || !rights) {
      if (stream) noteRefused(connection, 'hello', stream.slug);
      return refusalAck({ code: 'NOT_FOUND' });
    }
    const { streamId } = stream;
    leave(connection);
    connection.slug = stream.slug;
    connection.fallSilent ??= deps.cap.works(socket.request.socket);
    enter(connection, streamId, rights);
    connection.visit = presence.enter(streamId, signedIn.actor.staffId, true);
    const frame = await application.consoleFrame(streamId).catch((fault: unknown) => {
      // Whoever is not welcomed is not there either, however the connection ends.
      leave(connection);
      throw fault;
    });
    floors.seen(streamId, frame);
    if (!socket.connected) leave(connection);
    void tellMedia(streamId, socket).catch(logFault);
    const { title, titleEn, currency, rehearsalOf, scheduledAtMs, liveStartMs, endedAtMs } = stream;
    return {
      ok: true,
      streamId,
      title,
      ...(titleEn && { titleEn }),
      currency,
      rehearsalOf,
      scheduledAtMs,
      liveStartMs,
      endedAtMs,
      nowMs: application.timeOf(streamId, clock.steadyMs()),
      viewers: presence.viewers(streamId),
      grants: rights.grants,
      isHost: rights.isHost,
      frame: shownTo(sightOf(rights), frame),
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

  function enter(connection: ConsoleConnection, streamId: string, rights: StaffRights): void {
    floors.watch(streamId);
    connection.streamId = streamId;
    connection.rights = rights;
    connection.isTurnedAway = false;
    connection.room = consoleRoom(streamId, sightOf(rights));
    void connection.socket.join(connection.room);
  }

  function leave(connection: ConsoleConnection): void {
    if (connection.room) void connection.socket.leave(connection.room);
    connection.visit?.leave();
    leaveMedia(connection);
    connection.streamId = null;
    connection.rights = null;
    connection.room = null;
    connection.visit = null;
  }

  const stopMedia = media.subscribe((streamId) => void tellMedia(streamId).catch(logFault));

  /** What is on the air, to one console that has just come or to the whole floor. */
  async function tellMedia(streamId: string, socket: Socket | null = null): Promise<void> {
    if (!socket && consoleRooms(streamId).every((room) => adapter.sizeOf(room) === 0)) return;
    const view = await media.consoleView(streamId);
    if (!view) return;
    if (socket) socket.emit('media', view);
    else tellFloor(streamId, view);
  }

  function tellFloor(streamId: string, view: ConsoleMediaView): void {
    const encoded = adapter.encodeEvent('media', view);
    for (const room of consoleRooms(streamId)) adapter.send(room, encoded);
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
    // Who is in doubt is out of its room for that, and comes back by the judge.
    if (!connection?.room || !connection.streamId || connection.isInDoubt || connection.judging) return;
    const { streamId, rights } = connection;
    void socket.join(connection.room);
    const frame = await application.consoleFrame(streamId);
    if (rights && connection.room && connection.rights === rights)
      socket.emit('c', shownTo(sightOf(rights), frame));
  }

  function logFault(fault: unknown): void {
    deps.strangers.error({ err: fault, context: 'console' }, 'a console could not be served');
  }

  return {
    /** Signed out: the sockets of that session are closed at once. */
    endSession: judge.ended,
    /** Somebody's role or account is another one: their open consoles are judged by it at once. */
    judgeAgain: judge.changed,
    sayByeToAll(): void {
      for (const { socket } of [...connections.values()]) sayBye(socket, 'DRAIN');
    },
    close(): void {
      judge.close();
      growing.close();
      stopMedia();
      floors.close();
      slowConsumers.close();
    },
  };
}
