/**
 * Deadlines of the same millisecond come in this order, then by id: the same on every node and in every replay. Each
 * kind belongs to one capability.
 */
const DEADLINE_KINDS = [
  'flash_start',
  'flash_end',
  'hold',
  'pay',
  'waitlist',
  'close',
  'media',
  'complete',
] as const;

export type DeadlineKind = (typeof DEADLINE_KINDS)[number];

/** A moment at which something ends or begins by itself (T6). The log holds it as data; nothing waits for a timer. */
export interface Deadline {
  dueAtMs: number;
  kind: DeadlineKind;
  /** Flash, hold, order or stream id. */
  id: string;
}

const rank = Object.fromEntries(DEADLINE_KINDS.map((kind, index) => [kind, index])) as Record<
  DeadlineKind,
  number
>;

export function isBefore(a: Deadline, b: Deadline): boolean {
  if (a.dueAtMs !== b.dueAtMs) return a.dueAtMs < b.dueAtMs;
  if (a.kind !== b.kind) return rank[a.kind] < rank[b.kind];
  return a.id < b.id;
}
