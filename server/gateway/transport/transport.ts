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
 * The interface of the transport: what the rest of the server may use of the connections under Socket.IO. Everything that
 * reads or replaces private parts of `ws`, Engine.IO or Socket.IO stands in this folder; a tidy test holds both.
 */

/** Where there is somebody to speak to. */
const NAMESPACES = ['/live', '/console'];
/** How long a peer has to take the goodbye before the wire is cut. */
const PATIENCE_MS = 2_000;

/** Why a connection is closed, as its peer is told. */
export type Goodbye = Parameters<LiveEvents['bye']>[0];

/** The connection under a socket: one for all namespaces that its peer joins on it, and the same object each time. */
export interface Connection {
  /** `open` until it closes. */
  readonly readyState: string;
  once(event: 'close', hear: () => void): unknown;
  off(event: 'close', hear: () => void): unknown;
  close(): unknown;
}

/** Hears nothing more of a connection between the two calls. */
export interface Pausable {
  pause(): void;
  resume(): void;
}

/** A message that was encoded once for any number of receivers. */
export type Encoded = ReturnType<FanOutAdapter['encodeEvent']>;

/** What the sockets of one namespace are sent: to rooms in slices, to one socket in the order of the calls. */
export interface Outbound {
  /** Told of a member of a room that does not keep up, before the frame would be written. */
  onSlowConsumer: (socketId: string, room: string) => void;
  /** Told how long a broadcast to a room took, from its first socket to its last, in ms. */
  onServed: (room: string, tookMs: number) => void;
  /** How long an answer is held at most, in ms. */
  holdMs: number;
  /** Taken from a room's first slice to its last. */
  way: BackgroundThrottle | null;
  /** Encodes an event, as `socket.emit(event, ...args)` would. */
  encodeEvent(event: string, ...args: unknown[]): Encoded;
  /** Encodes events that go out in one write. */
  encodeEvents(events: readonly (readonly [event: string, ...args: unknown[]])[]): Encoded;
  /** Sends to every member of a room; the first slice at once. */
  send(room: string, encoded: Encoded): void;
  /** Sends to one socket, behind whatever was sent to it before. */
  sendTo(socket: Socket, encoded: Encoded): void;
  /** Answers one socket with a JSON array of ASCII, behind whatever was sent to it before. */
  answer(socket: Socket, answerTo: string, text: string): void;
  /** The same with the next that the socket is sent, after `holdMs` at the latest. */
  answerWithNext(socket: Socket, answerTo: string, text: string): void;
  /** Broadcasts to a room that have not yet reached its last socket. */
  backlogOf(room: string): number;
  /** How long the last broadcast to a room took from its first socket to its last, in ms. */
  tookMs(room: string): number;
  /** How many sockets a room holds. */
  sizeOf(room: string): number;
}

interface EngineConnection extends Speaking {
  readonly request: IncomingMessage;
  readonly transport: { readonly socket: unknown };
  once(event: 'close', forget: () => void): void;
}

/** Socket.IO as this house uses it: websocket alone, nothing compressed, nothing kept for who comes back. */
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

/** Connections that are open, in whatever namespaces. */
export function connectionCount(io: Server): number {
  return io.engine.clientsCount;
}

/** The connection under a socket. */
export function connectionOf(socket: Socket): Connection {
  return socket.conn;
}

/** What goes out to the sockets of a namespace of `openSocketServer`. */
export function outboundOf(namespace: Namespace): Outbound {
  return namespace.adapter as FanOutAdapter;
}

/** The reading side of a socket's connection; null without a websocket. */
export function pausableOf(socket: Socket): Pausable | null {
  return (socket.conn.transport as unknown as { socket?: Pausable }).socket ?? null;
}

/** What is written to a socket and not yet taken by the network; null without a websocket. */
export function unsentOf(socket: Socket): { bytes: number; packets: number } | null {
  const member = denseMemberOf(socket);
  return member && { bytes: unsentBytes(member), packets: member.engine.writeBuffer.length };
}

/**
 * Judges each event of a socket's connection once, before it is parsed; a refused one is heard by nobody. Ends with
 * the socket, since a peer may leave and rejoin on one connection.
 * @param isTurnedAway is given the message or its first 64 letters; null if it is no text
 */
export function judgeBeforeParse(
  socket: Socket,
  isTurnedAway: (headOf: () => string | null) => boolean,
): void {
  const stop = judgeMessages(socket, isTurnedAway);
  socket.on('disconnect', stop);
}

/**
 * Answers the packet that Socket.IO reports as an error of this socket because it is no JSON.
 * @returns false if it asked for no answer in this namespace
 */
export function answerUnreadable(socket: Socket, answer: Ack<object>): boolean {
  const asked = answerTo();
  if (asked?.namespace !== socket.nsp.name) return false;
  socket.conn.write(`${ACK}${asked.namespace},${asked.id}${JSON.stringify([answer])}`);
  return true;
}

/** Says why, closes, and cuts the wire if the peer does not read. */
export function sayBye(socket: Socket, reason: Goodbye): void {
  const member = denseMemberOf(socket);
  socket.emit('bye', reason);
  socket.disconnect(true);
  if (member) setTimeout(() => cut(member), PATIENCE_MS).unref();
}

/** Socket.IO's packet type of an answer (protocol 5). */
const ACK = 3;

/**
 * Forgets the handshake but for these headers: Engine.IO keeps the request with the connection, a kilobyte or two
 * each. Joining a namespace reads these again; the address is known by then.
 */
function forgetHandshake(request: IncomingMessage): void {
  const { cookie, origin, host } = request.headers;
  request.headers = { cookie, origin, host };
  request.rawHeaders.length = 0;
}
