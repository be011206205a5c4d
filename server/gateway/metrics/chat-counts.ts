import type { Ack } from '../../../shared/contract/answer.ts';
import { MINUTE } from '../../../shared/values/time.ts';
import { Tally } from '../../ports/tally.ts';

/** Why a line was not taken; `away`: its chat could not be opened or written. */
export const chatReasons = [
  ...(['slow', 'off', 'over', 'silenced', 'name', 'words', 'away', 'other'] as const),
];
type Reason = (typeof chatReasons)[number];

const OF_CODE: Readonly<Record<string, Reason>> = {
  CHAT_SLOW: 'slow',
  CHAT_SILENCED: 'silenced',
  CHAT_NAME: 'name',
  CHAT_WORDS: 'words',
  BUSY: 'away',
  UNAVAILABLE: 'away',
  INTERNAL: 'away',
};
/** Lines of a chat that is closed to their writer say nothing of a rush or a flood. */
const EXPECTED: ReadonlySet<Reason> = new Set(['off', 'over']);
/** The span of what health tells in ms: the last five to ten minutes. */
const SPAN_MS = 5 * MINUTE;

interface Span {
  offered: number;
  refused: number;
}

/** Lines of viewers in chats on this server: taken, held for a look, refused by reason, and deleted by the house. */
export class ChatCounts {
  taken = 0;
  held = 0;
  deleted = 0;
  /** Frames that were left out while a live room was served or crowded (N3). */
  framesSkipped = 0;
  readonly refused = new Tally<Reason>(chatReasons);
  #sinceMs = 0;
  #now: Span = { offered: 0, refused: 0 };
  #before: Span = { offered: 0, refused: 0 };
  #failing: { sinceMs: number; lastMs: number } | null = null;

  /** Counts the answer to a line or a question; null: it failed by a fault. A repeated answer is no line. */
  lineAnswered(ack: Ack<object> | null, nowMs: number): void {
    if (ack?.ok) {
      if ('replay' in ack && ack.replay === true) return;
      if ('isHeld' in ack) this.held += 1;
      else this.taken += 1;
      this.#failing = null;
      this.#spanAt(nowMs).offered += 1;
      return;
    }
    const reason = ack ? reasonOf(ack) : 'away';
    this.refused.add(reason);
    if (reason === 'away') this.#failing = { sinceMs: this.#failing?.sinceMs ?? nowMs, lastMs: nowMs };
    if (EXPECTED.has(reason)) return;
    const span = this.#spanAt(nowMs);
    span.offered += 1;
    span.refused += 1;
  }

  /** The lines offered and refused lately, and since when none could be written; null: the last try succeeded, or is old. */
  lately(nowMs: number): Span & { failingSinceMs: number | null } {
    this.#spanAt(nowMs);
    const failing = this.#failing && nowMs - this.#failing.lastMs < 2 * SPAN_MS ? this.#failing : null;
    return {
      offered: this.#now.offered + this.#before.offered,
      refused: this.#now.refused + this.#before.refused,
      failingSinceMs: failing?.sinceMs ?? null,
    };
  }

  #spanAt(nowMs: number): Span {
    const passed = nowMs - this.#sinceMs;
    if (passed >= SPAN_MS) {
      this.#before = passed < 2 * SPAN_MS ? this.#now : { offered: 0, refused: 0 };
      this.#now = { offered: 0, refused: 0 };
      this.#sinceMs = nowMs;
    }
    return this.#now;
  }
}

function reasonOf(ack: { code: string } & object): Reason {
  if (ack.code === 'CHAT_OFF' && 'why' in ack) {
    return ack.why === 'over' ? 'over' : ack.why === 'away' ? 'away' : 'off';
  }
  return OF_CODE[ack.code] ?? 'other';
}
