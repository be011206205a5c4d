import { randomFillSync, randomInt } from 'node:crypto';
import { v7 } from 'uuid';
import type { Ids } from '../../lib/clock.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

const ID_BYTES = 16;
const DIGITS = Buffer.from('0123456789abcdef');
const DASH = 45;
/** Random bytes for so many ids are drawn at once: a draw costs ten times what an id does. */
const pool = Buffer.alloc(256 * ID_BYTES);
let used = pool.length;
/** The id that is being made, as bytes and as text. */
const bytes = Buffer.alloc(ID_BYTES);
const text = Buffer.alloc(36);
let lastMs = 0;
let sequence = 0;

/** Random bytes that nobody was given before. */
function fresh(): Buffer {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += ID_BYTES;
  return pool.subarray(used - ID_BYTES, used);
}

/** A UUIDv7 that is greater than every one before it: within a millisecond the sequence counts on. */
function nextId(): string {
  const random = fresh();
  const nowMs = Date.now();
  if (nowMs > lastMs) {
    lastMs = nowMs;
    sequence = random.readUInt32BE(0) >>> 1;
  } else {
    sequence = (sequence + 1) >>> 0;
    if (sequence === 0) lastMs += 1;
  }
  return textOf(v7({ random, msecs: lastMs, seq: sequence }, bytes));
}

/** One flat text: put together digit by digit, an id would stay a rope of twenty pieces for as long as it is kept. */
function textOf(id: Uint8Array): string {
  let at = 0;
  for (let i = 0; i < ID_BYTES; i += 1) {
    if (i === 4 || i === 6 || i === 8 || i === 10) text[at++] = DASH;
    const byte = id[i]!;
    text[at++] = DIGITS[byte >> 4]!;
    text[at++] = DIGITS[byte & 15]!;
  }
  return text.toString('latin1');
}

export const systemIds: Ids = {
  next: nextId,
  history() {
    let text = '';
    for (let i = 0; i < 8; i += 1) text += LETTERS[randomInt(LETTERS.length)];
    return text;
  },
};
