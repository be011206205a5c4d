/** Reads Socket.IO's packets of `/live` out of raw bytes, as little of them as is needed: `42/live,["d","h1story8",7,9,…`. */

/** Where the JSON of an event begins: behind `42/live,`. */
const EVENT_JSON_AT = 8;
/** Where an event's first letter stands: behind `42/live,["`. */
const EVENT_AT = 10;
/** Where the history of a live frame stands: behind `42/live,["d","`. */
const HISTORY_AT = 14;
const HISTORY_LENGTH = 8;
/** Where the id of an ack begins: behind `43/live,`. */
const ACK_ID_AT = 8;

export const COMMA = 0x2c;
export const DIGIT_0 = 0x30;
const BRACKET = 0x5b;

/** The kinds of a packet by its first two bytes, as far as a crowd meets them. */
export type PacketKind =
  | 'engine-open'
  | 'ping'
  | 'connected'
  | 'refused'
  | 'goodbye'
  | 'event'
  | 'ack'
  | 'other';

export function kindOf(data: Buffer, start: number, end: number): PacketKind {
  const first = data[start]! - DIGIT_0;
  if (first === 4) {
    switch (data[start + 1]! - DIGIT_0) {
      case 0:
        return 'connected';
      case 1:
        return 'goodbye';
      case 2:
        return 'event';
      case 3:
        return 'ack';
      case 4:
        return 'refused';
      default:
        return 'other';
    }
  }
  if (first === 0) return 'engine-open';
  return first === 2 && end - start === 1 ? 'ping' : 'other';
}

/** The first letter of an event: s, d, h, g, m(e), b(ye). */
export function eventLetter(data: Buffer, start: number): string {
  return String.fromCharCode(data[start + EVENT_AT] ?? 0);
}

/** The whole arguments of an event, parsed; its name first. */
export function eventArgs(data: Buffer, start: number, end: number): unknown[] {
  return JSON.parse(data.toString('utf8', start + EVENT_JSON_AT, end)) as unknown[];
}

/** The history of a live frame. */
export function historyOf(data: Buffer, start: number): string {
  return data.toString('latin1', start + HISTORY_AT, start + HISTORY_AT + HISTORY_LENGTH);
}

/** A number read out of the bytes, and where its first byte behind stands. */
export const read = { value: 0, next: 0 };

/** Reads the number at a place into `read`, which is shared: use it before the next call. */
export function readNumber(data: Buffer, at: number): void {
  let value = 0;
  let next = at;
  for (;;) {
    const digit = data[next]! - DIGIT_0;
    if (!(digit >= 0 && digit <= 9)) break;
    value = value * 10 + digit;
    next += 1;
  }
  read.value = value;
  read.next = next;
}

/** Where the first number of a live frame stands: behind the history and `",`. */
export function firstNumberAt(start: number): number {
  return start + HISTORY_AT + HISTORY_LENGTH + 2;
}

/** The id of an ack; `read.next` is where its JSON begins. */
export function ackId(data: Buffer, start: number): number {
  readNumber(data, start + ACK_ID_AT);
  return read.value;
}

/** True iff an ack accepts: `43/live,7[{"ok":true,…`. @param jsonAt where its `[` stands */
export function isAccepted(data: Buffer, jsonAt: number): boolean {
  // `[{"ok":t` or `[{"ok":f`.
  return data[jsonAt] === BRACKET && data[jsonAt + 7] === 0x74;
}
