import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';

/** The length of a MAC: 128 bits of an HMAC, base64url. */
const MAC_BYTES = 16;
export const MAC_CHARACTERS = 22;
const COUNTER_BYTES = 8;

/** One direction of a link: the MAC of each frame at its place. */
interface Direction {
  mark(text: string): Buffer;
}

/** Seals outgoing frames and checks incoming ones. */
export interface Sealed {
  seal(text: string): string;
  /** @returns null for any frame but the other side's next: forged, changed, repeated or after a gap */
  open(frame: string): string | null;
}

/**
 * The seals of one link. Each frame has an HMAC over its text and its place in its direction, under a key of this link
 * alone. The counter is implicit, so a repeated, reordered or lost frame breaks the link.
 * @param linkKey from the greeting's two nonces and the market's secret
 */
export function openSeal(linkKey: Buffer, side: 'caller' | 'answerer'): Sealed {
  const [own, theirs] =
    side === 'caller'
      ? [direction(linkKey, 'caller'), direction(linkKey, 'answerer')]
      : [direction(linkKey, 'answerer'), direction(linkKey, 'caller')];
  return {
    seal: (text) => own.mark(text).toString('base64url') + text,
    open(frame) {
      const given = Buffer.from(frame.slice(0, MAC_CHARACTERS), 'base64url');
      const text = frame.slice(MAC_CHARACTERS);
      const expected = theirs.mark(text);
      return given.length === MAC_BYTES && timingSafeEqual(given, expected) ? text : null;
    },
  };
}

function direction(linkKey: Buffer, side: string): Direction {
  // A key object, which is prepared once and not for each frame.
  const key = createSecretKey(createHmac('sha256', linkKey).update(side).digest());
  const place = Buffer.alloc(COUNTER_BYTES);
  let count = 0n;
  return {
    mark(text) {
      place.writeBigUInt64BE(count);
      count += 1n;
      return createHmac('sha256', key).update(place).update(text).digest().subarray(0, MAC_BYTES);
    },
  };
}
