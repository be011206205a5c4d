import type { Socket as NetSocket } from 'node:net';
import { type Encoded, latin1Of } from './encoded.ts';

/** More than this unsent, and a viewer is behind: frames to it wait for a fresh snapshot (64 KiB). */
const LAGGING_BYTES = 64 * 1_024;
/** Packets that wait in Engine.IO because the transport is not writable. */
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

/** Direct references to what stands between a socket and its wire. */
export interface DenseMember {
  id: string;
  client: Sendable['client'];
  engine: Engine;
  /** Missing where the websocket library has no such call: then Engine.IO writes. */
  sender: FrameSender | null;
  wire: NetSocket | null;
  servedTurn: number;
  /** Shared by all rooms that it is in. */
  held: HeldFrames;
}

/** What goes out with the next that is written to a socket: whole frames, each letter a byte; and since when it waits. */
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

/** True iff a frame may be written at once without overtaking anything. */
export function isIdle({ engine }: DenseMember): boolean {
  return engine.readyState === 'open' && engine.transport.writable && engine.writeBuffer.length === 0;
}

export function isLagging(member: DenseMember): boolean {
  return (
    (member.wire?.writableLength ?? 0) > LAGGING_BYTES || member.engine.writeBuffer.length > LAGGING_PACKETS
  );
}

/** What is written but not yet taken by the network, in bytes. */
export function unsentBytes(member: DenseMember): number {
  return member.wire?.writableLength ?? 0;
}

/** Cuts a connection whose peer does not read, with all that waits for it. */
export function cut(member: DenseMember): void {
  member.engine.transport.socket?.terminate();
}

/** A failed write also closes the connection, and that is heard elsewhere: to be told of each costs a turn of the stream. */
export function write(member: DenseMember, encoded: Encoded): void {
  const { held, wire } = member;
  if (!encoded.frame || !member.sender || !isIdle(member)) {
    member.client.writeToEngine(encoded.packets, encoded.options);
  } else if (held.text === '' || !wire) {
    member.sender.sendFrame(encoded.frame);
  } else {
    // One text for one write: two in one `writev` cost the loop twice as much.
    const { text } = held;
    held.text = '';
    wire.write(text + latin1Of(encoded.frame, encoded), 'latin1');
  }
}

/** Nothing stands before it but what the wire has already: a frame that waits in Engine.IO comes later, and is none the worse. */
export function writeHeld(member: DenseMember): void {
  const { text } = member.held;
  member.held.text = '';
  if (member.engine.readyState === 'open') member.wire?.write(text, 'latin1');
}
