import type { OfEach } from './capabilities.ts';

/** Each kind belongs to one capability. */
export type DeadlineKind = OfEach<'deadlines'>;

/** A moment at which something ends or begins by itself (T6). The log holds it as data; nothing waits for a timer. */
export interface Deadline {
  dueAtMs: number;
  kind: DeadlineKind;
  /** Flash, hold, order or stream id. */
  id: string;
}
