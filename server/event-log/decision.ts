import type { LogGap } from './ports/log-gaps.ts';

/** The place of a fact in its log, and its time in epoch ms. */
export interface Stamp {
  seq: number;
  atMs: number;
}

/** A time at which a thing ends or begins without a command (T6). The log stores it as data; no timer is needed. */
export interface Deadline {
  dueAtMs: number;
  /** The kind of deadline, defined by the log's type. */
  kind: string;
  /** The id of its subject. */
  id: string;
}

/** The sources of time and chance of a decision; all else comes from the state and the request. */
export interface DecideAt {
  /** The command's arrival in log time (T3, T7), kept while it is decided again. */
  receivedAtMs: number;
  /** max(receivedAt, head's at): stamps facts and deadlines. */
  atMs: number;
  /** The names of its draws that were held (F7); absent: none. */
  heldDraws?: readonly string[];
  /** True while a draw of that window has participants and is not held. Absent: no draw is open. */
  isDrawOpen?(name: string, endsAtMs: number): boolean;
  ids: { next(): string };
  /** The gaps in which the log may have lost facts, oldest first (I5). */
  gaps: readonly Pick<LogGap, 'history' | 'nextNumber'>[];
}

/** A refusal: a code, and the details of the log's type. It is sent, stored and replayed unchanged. */
export interface RefusedWith {
  refusal: { code: string };
}

/** The refusals of the log itself, of any type. */
export type LogRefusal =
  /** Nothing was decided: the queue is full. */
  | { code: 'BUSY'; retryAfterMs: number }
  /** The outcome is unknown and may still come: the key gets it. */
  | { code: 'UNAVAILABLE'; retryAfterMs: number }
  | { code: 'INTERNAL' }
  /** The key belongs to another request (I1). */
  | { code: 'KEY_REUSED' }
  /** The key is from a time that the log may have lost (I5). */
  | { code: 'LOST_IN_RESTORE'; sinceMs: number; restoredAtMs: number; ask: string | null };

/** A draw, and one participant's name, which counts once. */
export interface Draw {
  name: string;
  of: string;
}

/**
 * The decision on a command. The reply is made from the state after the facts. `not_yet` refuses this try alone: its
 * key is decided again. `parked` keeps it until `untilMs`, then decides it as received at `asOfMs`, in draw order (F7).
 * `asks` are counts beside the log (K4).
 */
export type Decision<Reply, Fact, State, Refused extends RefusedWith = RefusedWith, Ask = unknown> =
  | {
      kind: 'accepted';
      facts: Fact[];
      reply: (after: Readonly<State>, seq: number) => Reply;
      asks?: Ask[];
      /** An acceptance without facts: its key is not written, and a retry is decided again. */
      isUnrecorded?: true;
    }
  | ({ kind: 'refused'; asks: Ask[] } & Refused)
  | ({ kind: 'not_yet'; asks: Ask[] } & Refused)
  | Parked;

/** A command kept for a draw; times are of the log. */
export interface Parked {
  kind: 'parked';
  /** The end of the draw's window: earlier arrivals take part. */
  endsAtMs: number;
  /** The earliest time at which the draw is held. */
  untilMs: number;
  asOfMs: number;
  draw: Draw;
}

/** The answer to a command's sender. `replay`: the first answer of a repeated key (I2). */
export type Outcome<Reply, Refused extends RefusedWith = RefusedWith> =
  | { kind: 'accepted'; reply: Reply; replay: boolean }
  | ({ kind: 'refused' } & Refused);

/** A type's refusals, which must include those of the log itself; else never. */
export type TakesLogRefusals<Refused extends RefusedWith> = { refusal: LogRefusal } extends Refused
  ? Refused
  : never;

/** A refusal of the log itself, which every type accepts (see TakesLogRefusals). */
export function refusedBy<Refused extends RefusedWith>(refusal: LogRefusal): { kind: 'refused' } & Refused {
  return { kind: 'refused', refusal } as unknown as { kind: 'refused' } & Refused;
}

/** True if an answer leaves open whether the try was or will be accepted: its key is decided again. */
export function leavesDoubt({ code }: { code: string }): boolean {
  return code === 'UNAVAILABLE' || code === 'INTERNAL';
}
