import { createHash } from 'node:crypto';
import { connect, type Socket } from 'node:net';

/** What a websocket is told to its owner; the bytes are only good during the call. */
export interface SocketOwner {
  /** The upgrade was answered with 101. */
  opened(): void;
  /** One whole text message stands in `data` from `start` to `end`. */
  text(data: Buffer, start: number, end: number): void;
  /** Called once, also if it never opened. */
  closed(): void;
}

/** Where a websocket goes to, and from which of this machine's addresses. */
export interface Target {
  host: string;
  port: number;
  /** The network that it comes from is that of this address. */
  localAddress?: string;
  /** Reads so many bytes at most whenever it is told to, and otherwise nothing: a reader on a poor line. */
  readBytes?: number;
  /** For whom it speaks, where the server believes a proxy: an IP address. */
  forwardedFor?: string;
}

/** All sockets read into the same bytes: each read is dealt with before the next begins. */
const readInto = Buffer.allocUnsafe(256 * 1_024);

/** A constant key: no cache stands between us and the server that a fresh one would keep away. */
const KEY = 'ZmFpcmRheSBsb2FkIGxhYg==';
const ACCEPT = createHash('sha1').update(`${KEY}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
const MAX_REST = 16 * 1_024 * 1_024;

const TEXT = 1;
const CLOSE = 8;
const PING = 9;

/**
 * The client's half of a websocket (RFC 6455) as a crowd needs it: unmasked frames that are never split come in, short
 * text goes out, nothing is compressed. It costs one read and no copy per message, so that two cores can hold ten
 * thousand of them beside the server.
 */
export class LeanSocket {
  readonly #owner: SocketOwner;
  readonly #socket: Socket;
  /** Stops after each read until `resume`. */
  isSlow = false;
  #isOpen = false;
  #isClosed = false;
  /** Bytes of a message that is not whole yet. */
  #rest: Buffer | null = null;

  constructor(target: Target, path: string, owner: SocketOwner) {
    this.#owner = owner;
    const { host, port, localAddress, readBytes, forwardedFor } = target;
    const forwarded = forwardedFor === undefined ? '' : `X-Forwarded-For: ${forwardedFor}\r\n`;
    this.#socket = connect({
      host,
      port,
      noDelay: true,
      ...(localAddress !== undefined && { localAddress }),
      onread: {
        buffer: readBytes === undefined ? readInto : Buffer.allocUnsafe(readBytes),
        callback: (length, bytes) => {
          this.#read(bytes as Buffer, length);
          // False stops the reading until it is told to go on.
          return !this.isSlow;
        },
      },
    });
    this.#socket.on('connect', () => {
      this.#socket.write(
        `GET ${path} HTTP/1.1\r\nHost: ${host}:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
          `Sec-WebSocket-Key: ${KEY}\r\nSec-WebSocket-Version: 13\r\n${forwarded}\r\n`,
        'latin1',
      );
    });
    this.#socket.on('error', () => {});
    this.#socket.on('close', () => this.#close());
  }

  get isOpen(): boolean {
    return this.#isOpen && !this.#isClosed;
  }

  /** Bytes that came in over the wire, with all framing. */
  get bytesRead(): number {
    return this.#socket.bytesRead;
  }

  /** Sends a text of plain ASCII; other characters would be cut to their low byte. */
  send(text: string): void {
    if (!this.isOpen) return;
    const { length } = text;
    // A mask of zeros is a valid one, and costs no pass over the bytes.
    const head =
      length < 126
        ? String.fromCharCode(0x81, 0x80 | length, 0, 0, 0, 0)
        : String.fromCharCode(0x81, 0x80 | 126, length >>> 8, length & 0xff, 0, 0, 0, 0);
    this.#socket.write(head + text, 'latin1');
  }

  /** Stops reading: what comes waits in the kernel, and then at the sender. */
  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  /** Cuts the wire without a word, as a network does. */
  cut(): void {
    this.#socket.resetAndDestroy();
  }

  #close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#rest = null;
    this.#owner.closed();
  }

  #read(bytes: Buffer, length: number): void {
    let data = bytes;
    let end = length;
    if (this.#rest) {
      data = Buffer.concat([this.#rest, bytes.subarray(0, length)]);
      end = data.length;
      this.#rest = null;
    }
    const at = this.#isOpen ? this.#frames(data, 0, end) : this.#upgrade(data, end);
    if (at < end && !this.#isClosed) this.#rest = Buffer.from(data.subarray(at, end));
    if (this.#rest && this.#rest.length > MAX_REST) this.cut();
  }

  /** @returns how far the bytes were used up */
  #upgrade(data: Buffer, end: number): number {
    const bodyAt = data.subarray(0, end).indexOf('\r\n\r\n');
    if (bodyAt < 0) return 0;
    const head = data.toString('latin1', 0, bodyAt);
    if (!head.startsWith('HTTP/1.1 101') || !head.includes(ACCEPT)) {
      this.#socket.destroy();
      return end;
    }
    this.#isOpen = true;
    this.#owner.opened();
    return this.#frames(data, bodyAt + 4, end);
  }

  /** @returns how far the bytes were used up */
  #frames(data: Buffer, from: number, end: number): number {
    let at = from;
    while (at + 2 <= end && !this.#isClosed) {
      const opcode = data[at]! & 0x0f;
      let size = data[at + 1]! & 0x7f;
      let head = 2;
      if (size === 126) {
        if (at + 4 > end) break;
        size = data.readUInt16BE(at + 2);
        head = 4;
      } else if (size === 127) {
        if (at + 10 > end) break;
        size = Number(data.readBigUInt64BE(at + 2));
        head = 10;
      }
      const next = at + head + size;
      if (next > end) break;
      if (opcode === TEXT) this.#owner.text(data, at + head, next);
      else if (opcode === PING) this.#socket.write(Buffer.from([0x8a, 0x80, 0, 0, 0, 0]));
      else if (opcode === CLOSE) this.#socket.end();
      at = next;
    }
    return at;
  }
}
