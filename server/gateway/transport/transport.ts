import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { type Namespace, Server, type Socket } from 'socket.io';
import type { Ack } from '../../../shared/contract/answer.ts';
import type { LiveEvents } from '../../../shared/protocol.ts';
import type { Clock } from '../../lib/clock.ts';
import type { BackgroundThrottle } from '../../ports/background-throttle.ts';
import type { ConnectionBudgets } from '../limits/connection-budget.ts';
import type { watchHandshakes } from '../limits/handshake.ts';
import { cut, denseMemberOf, unsentBytes } from './dense-member.ts';
import { FanOutAdapter } from './fan-out-adapter.ts';
import { judgeMessages } from './incoming-messages.ts';
import { MAX_FRAME_BYTES } from './max-frame-bytes.ts';
import { letReadBuffersDieYoung } from './read-buffers.ts';
import { answerTo, type Speaking, watchStrays } from './strays.ts';

/*
 * The interface of the transport: what the rest of the server may use of the connections under Socket.IO. Everything
 * that reads or replaces private parts of `ws`, Engine.IO or Socket.IO stands in this folder; a tidy test holds both.
 */

/** The namespaces with listeners. */
const NAMESPACES = ['/live', '/console'];
/** Time in ms for a peer to read the goodbye, before its connection is cut. */
const PATIENCE_MS = 2_000;

/** The reason of a close, as it is sent to the peer. */
export type Goodbye = Parameters<LiveEvents['bye']>[0];

/** The connection under a socket, shared by all namespaces joined on it; the same object each time. */
export interface Connection {
  /** `open` until it closes. */
  readonly readyState: string;
  once(event: 'close', hear: () => void): unknown;
  off(event: 'close', hear: () => void): unknown;
  close(): unknown;
}

/** The reading side of a connection. */
export interface Pausable {
  pause(): void;
  resume(): void;
}

/** A message that was encoded once for any number of receivers. */
export type Encoded = ReturnType<FanOutAdapter['encodeEvent']>;

/** The sends of one namespace: to rooms in slices, to one socket in the order of the calls. */
export interface Outbound {
  /** Called for a lagging member of a room, instead of the write of a frame. */
  onSlowConsumer: (socketId: string, room: string) => void;
  /** Called after a broadcast with its duration in ms, from the first socket to the last. */
  onServed: (room: string, tookMs: number) => void;
  /** The longest hold of an answer, in ms. */
  holdMs: number;
  /** Held from a room's first slice to its last. */
  way: BackgroundThrottle | null;
  /** Encodes an event, as `socket.emit(event, ...args)` would. */
  encodeEvent(event: string, ...args: unknown[]): Encoded;
  /** Encodes events that go out in one write. */
  encodeEvents(events: readonly (readonly [event: string, ...args: unknown[]])[]): Encoded;
  /** Sends to all members of a room, the first slice in this turn. */
  send(room: string, encoded: Encoded): void;
  /** Sends to one socket, in order behind its earlier messages. */
  sendTo(socket: Socket, encoded: Encoded): void;
  /** Answers one socket with a JSON array of ASCII, in order behind its earlier messages. */
  answer(socket: Socket, answerTo: string, text: string): void;
  /** Answers one socket with the next write to it, after `holdMs` at the latest. */
  answerWithNext(socket: Socket, answerTo: string, text: string): void;
  /** The number of a room's unfinished broadcasts. */
  backlogOf(room: string): number;
  /** The duration of a room's last broadcast in ms, from the first socket to the last. */
  tookMs(room: string): number;
  /** The number of sockets in a room. */
  sizeOf(room: string): number;
}

interface EngineConnection extends Speaking {
  readonly request: IncomingMessage;
  readonly transport: { readonly socket: unknown };
  once(event: 'close', forget: () => void): void;
}

/** Socket.IO as configured here: websocket alone, no compression, no state kept for reconnects. */
export function openSocketServer(
  httpServer: HttpServer,
  handshakes: ReturnType<typeof watchHandshakes>,
  deps: { budgets: ConnectionBudgets; clock: Pick<Clock, 'nowMs'> },
): Server {
  const io = new Server(httpServer, {
    transports: ['websocket'],
    perMessageDeflate: false,
    httpCompression: false,
    maxHttpBufferSize: MAX_FRAME_BYTES,
    connectTimeout: 5_000,
    serveClient: false,
    adapter: FanOutAdapter,
    allowRequest: handshakes.allowRequest,
  });
  io.engine.on('connection', (conn: EngineConnection) => {
    handshakes.opened(conn.request, (forget) => conn.once('close', forget));
    forgetHandshake(conn.request);
    letReadBuffersDieYoung(conn.transport.socket);
    watchStrays(conn, deps.budgets.of(conn).gate, { ...deps, namespaces: NAMESPACES });
  });
  return io;
}

/** The number of open connections, over all namespaces. */
export function connectionCount(io: Server): number {
  return io.engine.clientsCount;
}

/** The connection under a socket. */
export function connectionOf(socket: Socket): Connection {
  return socket.conn;
}

/** The outbound side of a namespace of `openSocketServer`. */
export function outboundOf(namespace: Namespace): Outbound {
  return namespace.adapter as FanOutAdapter;
}

/** The reading side of a socket's connection; null without a websocket. */
export function pausableOf(socket: Socket): Pausable | null {
  return (socket.conn.transport as unknown as { socket?: Pausable }).socket ?? null;
}

/** The bytes and packets written to a socket and not yet sent by the network; null without a websocket. */
export function unsentOf(socket: Socket): { bytes: number; packets: number } | null {
  const member = denseMemberOf(socket);
  return member && { bytes: unsentBytes(member), packets: member.engine.writeBuffer.length };
}

/**
 * Judges each event of a socket's connection once, before it is parsed; a refused one is dropped. It ends with the
 * socket, since a peer may leave and rejoin on one connection.
 * @param isTurnedAway gets the head of the message: text, or null if binary
 */
export function judgeBeforeParse(
  socket: Socket,
  isTurnedAway: (headOf: () => string | null) => boolean,
): void {
  const stop = judgeMessages(socket, isTurnedAway);
  socket.on('disconnect', stop);
}

/**
 * Answers an unreadable packet, which Socket.IO reports as an error of this socket.
 * @returns false if it asked for no answer in this namespace
 */
export function answerUnreadable(socket: Socket, answer: Ack<object>): boolean {
  const asked = answerTo();
  if (asked?.namespace !== socket.nsp.name) return false;
  socket.conn.write(`${ACK}${asked.namespace},${asked.id}${JSON.stringify([answer])}`);
  return true;
}

/** Sends the reason, closes, and cuts the connection of a peer that does not read. */
export function sayBye(socket: Socket, reason: Goodbye): void {
  const member = denseMemberOf(socket);
  socket.emit('bye', reason);
  socket.disconnect(true);
  if (member) setTimeout(() => cut(member), PATIENCE_MS).unref();
}

/** Socket.IO's packet type of an answer (protocol 5). */
const ACK = 3;

/**
 * Drops the handshake's headers but for these: Engine.IO keeps the request, one or two kB a connection. A join reads
 * these; the address is known by then.
 */
function forgetHandshake(request: IncomingMessage): void {
  const { cookie, origin, host } = request.headers;
  request.headers = { cookie, origin, host };
  request.rawHeaders.length = 0;
}
