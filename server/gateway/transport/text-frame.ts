const FINAL_TEXT = 0x81;
/** The longest length that fits into the second byte; above it two bytes follow, or eight. */
const SHORT = 125;
const TWO_BYTES = 0xffff;

/** A complete text message as one frame of a server: final, unmasked, not compressed (RFC 6455, 5.2). */
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

/** The frame of an ASCII text up to 64 KiB, as text with one character a byte; null above that. */
export function asciiFrame(text: string): string | null {
  const { length } = text;
  if (length > TWO_BYTES) return null;
  const head =
    length <= SHORT
      ? String.fromCharCode(FINAL_TEXT, length)
      : String.fromCharCode(FINAL_TEXT, SHORT + 1, length >>> 8, length & 0xff);
  return head + text;
}
