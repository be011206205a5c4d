/** Invariants of docs/faults.md that a look at the books can find broken. */
export type Invariant =
  | 'INV1'
  | 'INV2'
  | 'INV3'
  | 'INV6'
  | 'INV7'
  | 'INV8'
  | 'INV9'
  | 'INV10'
  | 'INV11'
  | 'INV18'
  | 'INV19'
  | 'INV25';

/** The first thing in a log, or in what is shown of it, that can't be: where, what was found, what should be there. */
export interface Finding {
  invariant: Invariant;
  logId: string;
  /** The fact's place; null for a row that no fact explains. */
  seq: number | null;
  /** The fact's type, or the table and the row's key. */
  at: string;
  found: string;
  expected: string;
}

/** Thrown by a check: nothing after it is looked at. */
export class Broken extends Error {
  override name = 'Broken';
  readonly finding: Finding;

  constructor(finding: Finding) {
    super(findingText(finding));
    this.finding = finding;
  }
}

/** What is said of a deadline that an older version wrote too late: it is named, and nothing is wrong by it (T7). */
export function lateText(late: Finding): string {
  return `Late, as versions up to 0.3.0 wrote it after a clock was ahead: ${findingText(late)}`;
}

/** A finding as one sentence. No person is named in it: ids of orders and holds are. */
export function findingText({ invariant, logId, seq, at, found, expected }: Finding): string {
  const place = seq === null ? at : `fact ${seq} (${at})`;
  return `${invariant} in ${logId}, ${place}: found ${found}, expected ${expected}`;
}
