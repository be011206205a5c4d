import { MAX_FRAME_BYTES } from './max-frame-bytes.ts';

const FINAL_TEXT = 0x81;
const MASKED = 0x80;
/** The longest length that fits into the second byte; 126 means that two bytes follow, 127 eight. */
const SHORT = 125;
const TWO_BYTES = 126;
const MASK_BYTES = 4;
/** Characters read of a message's head: enough for the name of every command. */
const HEAD_LETTERS = 64;
const head = Buffer.allocUnsafe(HEAD_LETTERS);
/** The characters of an Engine.IO message and of a Socket.IO event. */
const [MESSAGE, EVENT] = [0x34, 0x32];

/**
 * The end of a client's complete text message in a chunk (RFC 6455, 5.2): final, masked, not compressed, of an accepted
 * length.
 * @returns 0 if the chunk has no such message there, or only a part
 */
export function endOfText(chunk: Buffer, at: number): number {
  if (at + 2 > chunk.length || chunk[at] !== FINAL_TEXT || chunk[at + 1]! < MASKED) return 0;
  if (chunk[at + 1]! - MASKED > TWO_BYTES || at + 4 > chunk.length) return 0;
  const length = lengthAt(chunk, at);
  const end = payloadAt(chunk, at) + length;
  return length > MAX_FRAME_BYTES || end > chunk.length ? 0 : end;
}

/** True if the message found by `endOfText` is a Socket.IO event. */
export function isEventAt(chunk: Buffer, at: number): boolean {
  const from = payloadAt(chunk, at);
  const maskAt = from - MASK_BYTES;
  return (
    lengthAt(chunk, at) >= 2 &&
    (chunk[from]! ^ chunk[maskAt]!) === MESSAGE &&
    (chunk[from + 1]! ^ chunk[maskAt + 1]!) === EVENT
  );
}

/** The first 64 characters of the message found by `endOfText`, unmasked, one a byte. */
export function headOfText(chunk: Buffer, at: number): string {
  const from = payloadAt(chunk, at);
  const maskAt = from - MASK_BYTES;
  const letters = Math.min(HEAD_LETTERS, lengthAt(chunk, at));
  for (let n = 0; n < letters; n += 1) head[n] = chunk[from + n]! ^ chunk[maskAt + (n & 3)]!;
  return head.toString('latin1', 0, letters);
}

function lengthAt(chunk: Buffer, at: number): number {
  const short = chunk[at + 1]! - MASKED;
  return short <= SHORT ? short : chunk.readUInt16BE(at + 2);
}

function payloadAt(chunk: Buffer, at: number): number {
  return at + (chunk[at + 1]! - MASKED <= SHORT ? 2 : 4) + MASK_BYTES;
}
