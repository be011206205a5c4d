import { MAX_FRAME_BYTES } from './max-frame-bytes.ts';

const FINAL_TEXT = 0x81;
const MASKED = 0x80;
/** Lengths up to here stand in the second byte; 126 says that two bytes follow, 127 that eight do. */
const SHORT = 125;
const TWO_BYTES = 126;
const MASK_BYTES = 4;
/** So many letters of a message are looked at: the name of every command is among them. */
const HEAD_LETTERS = 64;
const head = Buffer.allocUnsafe(HEAD_LETTERS);
/** Engine.IO's letter of a message, and Socket.IO's of an event. */
const [MESSAGE, EVENT] = [0x34, 0x32];

/**
 * The end of a client's whole text message that begins at a place of a chunk (RFC 6455, 5.2): final, masked, not
 * compressed, of an accepted length.
 * @returns 0 if no such message stands there whole
 */
export function endOfText(chunk: Buffer, at: number): number {
  if (at + 2 > chunk.length || chunk[at] !== FINAL_TEXT || chunk[at + 1]! < MASKED) return 0;
  if (chunk[at + 1]! - MASKED > TWO_BYTES || at + 4 > chunk.length) return 0;
  const length = lengthAt(chunk, at);
  const end = payloadAt(chunk, at) + length;
  return length > MAX_FRAME_BYTES || end > chunk.length ? 0 : end;
}

/** True if the message of which `endOfText` said that it stands there is an event of Socket.IO. */
export function isEventAt(chunk: Buffer, at: number): boolean {
  const from = payloadAt(chunk, at);
  const maskAt = from - MASK_BYTES;
  return (
    lengthAt(chunk, at) >= 2 &&
    (chunk[from]! ^ chunk[maskAt]!) === MESSAGE &&
    (chunk[from + 1]! ^ chunk[maskAt + 1]!) === EVENT
  );
}

/** The first 64 letters of the message of which `endOfText` said that it stands there, unmasked, each byte a letter. */
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
