import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import type { Clock, Ids } from '../../../../lib/clock.ts';
import type { Chance } from '../chance.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';
const ID_BYTES = 16;

/**
 * Ids of a time that is not the machine's: UUIDv7 by a clock, each greater than the one before.
 * @param chance the same seed and the same clock give the same ids again; null for ids that nobody can guess
 */
export function clockIds(clock: Pick<Clock, 'nowMs'>, chance: Chance | null): Ids {
  const bytes = (count: number): Uint8Array =>
    chance ? Uint8Array.from({ length: count }, () => chance.whole(0, 255)) : randomBytes(count);
  let lastMs = 0;
  let seq = 0;
  return {
    next() {
      const nowMs = clock.nowMs();
      seq = nowMs > lastMs ? 0 : seq + 1;
      lastMs = Math.max(lastMs, nowMs);
      return v7({ random: bytes(ID_BYTES), msecs: lastMs, seq });
    },
    history: () => Array.from(bytes(8), (byte) => LETTERS[byte % LETTERS.length]).join(''),
  };
}
