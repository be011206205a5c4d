import type { LogGap } from './ports/log-gaps.ts';

/** Where a fact stands in its log, and when it happened, epoch ms. */
export interface Stamp {
  seq: number;
  atMs: number;
}

/** A moment at which something ends or begins by itself (T6). The log holds it as data; nothing waits for a timer. */
export interface Deadline {
  dueAtMs: number;
  /** What is due, as the log's type knows it. */
  kind: string;
  /** Of what. */
  id: string;
}

/** What a decision may know of time and chance; nothing else comes from outside the state and the request. */
export interface DecideAt {
  /** When the command arrived, in the log's time (T3, T7). Fixed while it is decided again. */
  receivedAtMs: number;
  /** max(receivedAt, head's at): stamps facts and deadlines. */
  atMs: number;
  /** It was kept for its draw, and this is its turn (F7). */
  isDrawn?: boolean;
  ids: { next(): string };
  /** The times of which the log may have lost something, the oldest first (I5). */
  gaps: readonly Pick<LogGap, 'history' | 'nextNumber'>[];
}

/** Why something was refused: a code, and what the log's type says besides. It is told, kept and repeated as it is. */
export interface RefusedWith {
  refusal: { code: string };
}

/** What a log refuses with by itself, whatever its type. */
export type LogRefusal =
  /** Nothing was decided: too much waits. */
  | { code: 'BUSY'; retryAfterMs: number }
  /** It may have been decided, or may be yet: the key tells. */
  | { code: 'UNAVAILABLE'; retryAfterMs: number }
  | { code: 'INTERNAL' }
  /** The key stands for something else (I1). */
  | { code: 'KEY_REUSED' }
  /** The key is of a time that the log may have lost (I5). */
  | { code: 'LOST_IN_RESTORE'; sinceMs: number; restoredAtMs: number; ask: string | null };

/** What some commands are drawn for, and who takes part: once, whatever they send. */
export interface Draw {
  name: string;
  of: string;
}

/**
 * What becomes of a command. The reply is made from the state that the facts lead to, so that it shows the outcome.
 * `not_yet`: a no to this try alone; nothing of it is remembered, and its key is decided anew. `parked`: kept until
 * `untilMs` and then decided as received at `asOfMs`, in the order of a draw (F7). `asks`: what is counted beside the log
 * (K4).
 */
export type Decision<Reply, Fact, State, Refused extends RefusedWith = RefusedWith, Ask = unknown> =
  | {
      kind: 'accepted';
      facts: Fact[];
      reply: (after: Readonly<State>, seq: number) => Reply;
      asks?: Ask[];
      /** A yes that promises nothing: it has no facts, its key is not written, and sent again it is judged anew. */
      isUnrecorded?: true;
    }
  | ({ kind: 'refused'; asks: Ask[] } & Refused)
  | ({ kind: 'not_yet'; asks: Ask[] } & Refused)
  | Parked;

/** Times are of the log. */
export interface Parked {
  kind: 'parked';
  untilMs: number;
  asOfMs: number;
  draw: Draw;
  /** It came too late to be drawn, and before the draw is held: it is decided after those who are, as it came. */
  isLate: boolean;
}

/** What its sender is told of a command. `replay`: the first answer of a repeated key (I2). */
export type Outcome<Reply, Refused extends RefusedWith = RefusedWith> =
  | { kind: 'accepted'; reply: Reply; replay: boolean }
  | ({ kind: 'refused' } & Refused);

/** What a type refuses with, which has to take what the log refuses with by itself; never: it does not. */
export type TakesLogRefusals<Refused extends RefusedWith> = { refusal: LogRefusal } extends Refused
  ? Refused
  : never;

/** A refusal of the log's own: every type's refusals take those (see TakesLogRefusals). */
export function refusedBy<Refused extends RefusedWith>(refusal: LogRefusal): { kind: 'refused' } & Refused {
  return { kind: 'refused', refusal } as unknown as { kind: 'refused' } & Refused;
}

/** True iff a try that was answered so may have been accepted all the same, or may be yet: its key is decided anew. */
export function leavesDoubt({ code }: { code: string }): boolean {
  return code === 'UNAVAILABLE' || code === 'INTERNAL';
}
