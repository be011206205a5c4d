import { randomFillSync, randomInt } from 'node:crypto';
import { v7 } from 'uuid';
import type { Ids } from '../../ports/world.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

const ID_BYTES = 16;
/** Random bytes for so many ids are drawn at once: a draw costs ten times what an id does. */
const pool = Buffer.alloc(256 * ID_BYTES);
let used = pool.length;
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
  return v7({ random, msecs: lastMs, seq: sequence });
}

export const systemIds: Ids = {
  next: nextId,
  history() {
    let text = '';
    for (let i = 0; i < 8; i += 1) text += LETTERS[randomInt(LETTERS.length)];
    return text;
  },
};
