const FINAL_TEXT = 0x81;
/** Lengths up to here stand in the second byte; above it two bytes follow, or eight. */
const SHORT = 125;
const TWO_BYTES = 0xffff;

/** A whole text message as one frame of a websocket's server: final, unmasked, not compressed (RFC 6455, 5.2). */
export function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const head = length <= SHORT ? 2 : length <= TWO_BYTES ? 4 : 10;
  const frame = Buffer.allocUnsafe(head + length);
  frame[0] = FINAL_TEXT;
  if (head === 2) {
    frame[1] = length;
  } else if (head === 4) {
    frame[1] = SHORT + 1;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = SHORT + 2;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.write(text, head);
  return frame;
}

/** The same of ASCII, up to 64 KiB, as text of which each letter is a byte; null if it is longer. */
export function asciiFrame(text: string): string | null {
  const { length } = text;
  if (length > TWO_BYTES) return null;
  const head =
    length <= SHORT
      ? String.fromCharCode(FINAL_TEXT, length)
      : String.fromCharCode(FINAL_TEXT, SHORT + 1, length >>> 8, length & 0xff);
  return head + text;
}
