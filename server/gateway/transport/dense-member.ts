import type { Socket as NetSocket } from 'node:net';
import { type Encoded, latin1Of } from './encoded.ts';

/** Unsent bytes above which a viewer lags: frames stop until it gets a snapshot (64 KiB). */
const LAGGING_BYTES = 64 * 1_024;
/** Packets queued in Engine.IO above which a viewer lags. */
const LAGGING_PACKETS = 64;

/** The part of a Socket.IO socket that frames are written through. */
export interface Sendable {
  id: string;
  client: { conn: unknown; writeToEngine(packets: (string | Buffer)[], options: object): void };
}

interface Engine {
  readyState: string;
  writeBuffer: { length: number };
  transport: { name: string; writable: boolean; socket?: WebSocketLike };
}

interface WebSocketLike {
  _sender?: FrameSender;
  _socket?: NetSocket;
  terminate(): void;
}

interface FrameSender {
  sendFrame(list: Buffer[], callback?: (fault?: Error) => void): void;
}

/** Direct references from a socket to its wire. */
export interface DenseMember {
  id: string;
  client: Sendable['client'];
  engine: Engine;
  /** Null if the websocket library has no such call: then Engine.IO writes. */
  sender: FrameSender | null;
  wire: NetSocket | null;
  servedTurn: number;
  /** Shared by all of its rooms. */
  held: HeldFrames;
}

/** Answers held for the next write to a socket: whole frames, one character a byte, and since when, in ms. */
export interface HeldFrames {
  text: string;
  sinceMs: number;
}

/** @returns null if the socket has no websocket under it */
export function denseMemberOf(socket: object): DenseMember | null {
  const { id, client } = socket as Sendable;
  const engine = client.conn as Engine;
  const ws = engine.transport?.socket;
  if (engine.transport?.name !== 'websocket' || !ws) return null;
  const sender = ws._sender;
  return {
    id,
    client,
    engine,
    sender: typeof sender?.sendFrame === 'function' ? sender : null,
    wire: ws._socket ?? null,
    servedTurn: 0,
    held: { text: '', sinceMs: 0 },
  };
}

/** True if a frame may be written now without overtaking another. */
export function isIdle({ engine }: DenseMember): boolean {
  return engine.readyState === 'open' && engine.transport.writable && engine.writeBuffer.length === 0;
}

export function isLagging(member: DenseMember): boolean {
  return (
    (member.wire?.writableLength ?? 0) > LAGGING_BYTES || member.engine.writeBuffer.length > LAGGING_PACKETS
  );
}

/** The bytes written and not yet sent by the network. */
export function unsentBytes(member: DenseMember): number {
  return member.wire?.writableLength ?? 0;
}

/** Cuts the connection of a peer that does not read, with its unsent bytes. */
export function cut(member: DenseMember): void {
  member.engine.transport.socket?.terminate();
}

/**
 * Writes a message. It takes no callback, since each costs a turn of the stream; a failed write closes the connection
 * anyway.
 */
export function write(member: DenseMember, encoded: Encoded): void {
  const { held, wire } = member;
  if (!encoded.frame || !member.sender || !isIdle(member)) {
    member.client.writeToEngine(encoded.packets, encoded.options);
  } else if (held.text === '' || !wire) {
    member.sender.sendFrame(encoded.frame);
  } else {
    // One text for one write: two parts in one `writev` cost the loop twice as much.
    const { text } = held;
    held.text = '';
    wire.write(text + latin1Of(encoded.frame, encoded), 'latin1');
  }
}

/** Writes the held answers now. They may overtake a frame queued in Engine.IO, which does no harm. */
export function writeHeld(member: DenseMember): void {
  const { text } = member.held;
  member.held.text = '';
  if (member.engine.readyState === 'open') member.wire?.write(text, 'latin1');
}
