import { Adapter } from 'socket.io-adapter';
import type { BackgroundThrottle } from '../../ports/background-throttle.ts';
import {
  type DenseMember,
  denseMemberOf,
  isIdle,
  isLagging,
  type Sendable,
  write,
  writeHeld,
} from './dense-member.ts';
import { DenseRoom } from './dense-room.ts';
import { type Encoded, framed, MESSAGE } from './encoded.ts';
import { asciiFrame } from './text-frame.ts';

/**
 * Slices of a broadcast, between which the loop serves orders. An answer waits for one slice in each turn, so smaller
 * rooms have shorter ones.
 */
const SLICES = 20;
/** Sockets of one slice while the loop is free. */
const MIN_SLICE = 50;
const MAX_SLICE = 500;
/**
 * A slice after a long absence of the loop lasts for this part of it, up to `MAX_SLICE_MS`. So a frame reaches the last
 * socket after a few turns, not after `SLICES`.
 */
const SHARE_OF_TURN = 0.25;
const MAX_SLICE_MS = 150;
/** Bound of the held answers of one socket, in bytes. */
const MAX_HELD = 4_096;
/** Sockets between two reads of the clock. */
const LOOK_EVERY = 50;

type BroadcastPacket = Parameters<Adapter['broadcast']>[0];
type BroadcastOptions = Parameters<Adapter['broadcast']>[1];
interface PacketOptions {
  volatile?: boolean;
}

/**
 * A fan-out adapter of Socket.IO: one encoding, a dense array of members, and direct `sendFrame` calls while
 * Engine.IO's queue is empty. Large rooms are served in slices, and a room's broadcasts keep their order. Messages and
 * answers to one socket take the same path, all else Socket.IO's.
 */
export class FanOutAdapter extends Adapter {
  readonly #dense = new Map<string, DenseRoom>();
  readonly #members = new Map<string, DenseMember>();
  /** Members with a held answer, the longest first. Some have had theirs written already. */
  readonly #holding = new Set<DenseMember>();
  #holdTimer: NodeJS.Timeout | null = null;
  /** Called for a lagging member of a room, instead of the write of a frame. */
  onSlowConsumer: (socketId: string, room: string) => void = () => {};
  /** Called after a broadcast with its duration in ms, from the first socket to the last. */
  onServed: (room: string, tookMs: number) => void = () => {};
  /** The longest hold of an answer, in ms. */
  holdMs = 0;
  /** Held from a room's first slice to its last. */
  way: BackgroundThrottle | null = null;

  override addAll(id: string, rooms: Set<string>): void {
    super.addAll(id, rooms);
    const socket = this.nsp.sockets.get(id);
    const found = socket && denseMemberOf(socket);
    if (!found) return;
    const member = { ...found, held: this.#members.get(id)?.held ?? found.held };
    // A socket's own room is the first that it joins, and no broadcast goes there.
    if (rooms.has(id)) {
      this.#members.set(id, member);
      this.#hasten(socket, member);
    }
    for (const name of rooms) {
      if (name === id) continue;
      const room = this.#dense.get(name) ?? new DenseRoom();
      this.#dense.set(name, room);
      room.add(member);
    }
  }

  override del(id: string, room: string): void {
    super.del(id, room);
    this.#leave(id, room);
  }

  override delAll(id: string): void {
    for (const room of this.sids.get(id) ?? []) this.#leave(id, room);
    const member = this.#members.get(id);
    if (member) this.#holding.delete(member);
    this.#members.delete(id);
    super.delAll(id);
  }

  override broadcast(packet: BroadcastPacket, options: BroadcastOptions): void {
    const name = options.rooms.size === 1 ? [...options.rooms][0] : undefined;
    const room = name === undefined ? undefined : this.#dense.get(name);
    // A room with sockets of another kind is served by Socket.IO.
    const isWhole = room && room.members.length === this.rooms.get(name!)?.size;
    if (!isWhole || (options.except?.size ?? 0) > 0 || options.flags?.volatile) {
      super.broadcast(packet, options);
      return;
    }
    this.send(name!, this.encode(packet));
  }

  /** Encodes a packet for any number of receivers. */
  encode(packet: BroadcastPacket): Encoded {
    packet.nsp = this.nsp.name;
    return framed(encoderOf(this).encode(packet));
  }

  /** Encodes an event, as `socket.emit(event, ...args)` would. */
  encodeEvent(event: string, ...args: unknown[]): Encoded {
    return this.encode({ type: EVENT, data: [event, ...args] } as BroadcastPacket);
  }

  /** Encodes events that go out in one write. */
  encodeEvents(events: readonly (readonly [event: string, ...args: unknown[]])[]): Encoded {
    const packet = (data: unknown[]) => ({ type: EVENT, data, nsp: this.nsp.name }) as BroadcastPacket;
    return framed(events.flatMap((event) => encoderOf(this).encode(packet([...event]))));
  }

  /** Sends an encoded packet to all members of a room, the first slice in this turn. */
  send(name: string, encoded: Encoded): void {
    const room = this.#dense.get(name);
    if (!room || room.members.length === 0) return;
    room.turn += 1;
    room.queue.push({ encoded, turn: room.turn });
    if (!room.isPumping) {
      room.next = room.members.length - 1;
      room.beganMs = performance.now();
      this.way?.take();
      this.#pump(name, room);
    }
  }

  /** Sends an encoded packet to one socket, in order behind its earlier messages. */
  sendTo(socket: object, encoded: Encoded): void {
    const member = denseMemberOf(socket);
    if (member) write(member, encoded);
    else (socket as Sendable).client.writeToEngine(encoded.packets, encoded.options);
  }

  /**
   * Answers one socket with a ready JSON array, in order behind its earlier messages.
   * @param text ASCII
   */
  answer(socket: { id: string }, answerTo: string, text: string): void {
    const packet = `${ACK}${this.nsp.name},${answerTo}${text}`;
    const member = this.#members.get(socket.id);
    const frame = asciiFrame(MESSAGE + packet);
    if (frame !== null && member?.wire && isIdle(member)) member.wire.write(frame, 'latin1');
    else this.sendTo(socket, framed([packet]));
  }

  /**
   * Answers one socket with the next write to it, after `holdMs` at the latest. A separate write is half of an answer's
   * cost.
   * @param text ASCII
   */
  answerWithNext(socket: { id: string }, answerTo: string, text: string): void {
    const member = this.#members.get(socket.id);
    const frame = asciiFrame(`${MESSAGE}${ACK}${this.nsp.name},${answerTo}${text}`);
    if (frame === null || !member?.wire) {
      this.answer(socket, answerTo, text);
      return;
    }
    const { held } = member;
    if (held.text === '') {
      held.sinceMs = performance.now();
      this.#holding.add(member);
      this.#holdTimer ??= setTimeout(() => this.#tellHeld(), this.holdMs).unref();
    }
    held.text += frame;
    if (held.text.length > MAX_HELD) writeHeld(member);
  }

  /** The number of a room's unfinished broadcasts. */
  backlogOf(name: string): number {
    return this.#dense.get(name)?.queue.length ?? 0;
  }

  /** The duration of a room's last broadcast in ms, from the first socket to the last. */
  tookMs(name: string): number {
    return this.#dense.get(name)?.tookMs ?? 0;
  }

  /** The number of sockets in a room. */
  sizeOf(name: string): number {
    return this.rooms.get(name)?.size ?? 0;
  }

  /** Replaces a socket's `packet` with the direct write, for events and answers: a third of the usual work. */
  #hasten(socket: object, member: DenseMember): void {
    const own = socket as { packet(packet: BroadcastPacket, options?: PacketOptions): void };
    const usual = own.packet.bind(socket);
    own.packet = (packet, options) => {
      const isPlain = (packet.type === EVENT || packet.type === ACK) && !options?.volatile;
      if (isPlain && member.engine.readyState === 'open') write(member, this.encode(packet));
      else usual(packet, options);
    };
  }

  /** Writes the held answers that are due, and plans the next. */
  #tellHeld(): void {
    this.#holdTimer = null;
    const nowMs = performance.now();
    for (const member of this.#holding) {
      if (member.held.text !== '') {
        const leftMs = member.held.sinceMs + this.holdMs - nowMs;
        if (leftMs > 0) {
          this.#holdTimer = setTimeout(() => this.#tellHeld(), leftMs).unref();
          return;
        }
        writeHeld(member);
      }
      this.#holding.delete(member);
    }
  }

  #leave(id: string, name: string): void {
    const room = this.#dense.get(name);
    room?.remove(id);
    if (room?.members.length === 0) this.#dense.delete(name);
  }

  /**
   * Serves a room's queue from the last member to the first. A leave moves the last member into the gap, so none is
   * skipped.
   * @param awayMs time since the slice before, in ms
   */
  #pump(name: string, room: DenseRoom, awayMs = 0): void {
    const untilMs = performance.now() + Math.min(MAX_SLICE_MS, awayMs * SHARE_OF_TURN);
    const slice = Math.min(MAX_SLICE, Math.max(MIN_SLICE, room.members.length / SLICES));
    let served = 0;
    room.isPumping = true;
    for (let job = room.queue[0]; job; job = room.queue[0]) {
      if (room.next >= room.members.length) room.next = room.members.length - 1;
      while (room.next >= 0) {
        if (served >= slice && served % LOOK_EVERY === 0 && performance.now() >= untilMs) {
          const leftMs = performance.now();
          setImmediate(() => this.#pump(name, room, performance.now() - leftMs));
          return;
        }
        served += 1;
        const member = room.members[room.next]!;
        room.next -= 1;
        if (member.servedTurn >= job.turn) continue;
        member.servedTurn = job.turn;
        if (isLagging(member)) this.onSlowConsumer(member.id, name);
        else write(member, job.encoded);
        if (room.next >= room.members.length) room.next = room.members.length - 1;
      }
      room.queue.shift();
      room.next = room.members.length - 1;
      const nowMs = performance.now();
      room.tookMs = nowMs - room.beganMs;
      room.beganMs = nowMs;
      this.onServed(name, room.tookMs);
    }
    room.isPumping = false;
    this.way?.free();
  }
}

/** Socket.IO's packet types of an event and of its answer (protocol 5). */
const EVENT = 2;
const ACK = 3;

/** Socket.IO's private encoder; a pinned test fails if it moves. */
function encoderOf(adapter: Adapter): { encode(packet: BroadcastPacket): (string | Buffer)[] } {
  return (adapter as unknown as { encoder: ReturnType<typeof encoderOf> }).encoder;
}
