/** One thing that is wrong with a file: the row as a spreadsheet counts it (the header is row 1; 0: the file itself). */
export interface RowFault {
  row: number;
  reason: string;
}

/** How many faults a refusal lists; the others are counted. */
export const MAX_LISTED = 20;

/** Collects what is wrong; a file with any fault is refused whole. */
export class Faults {
  readonly listed: RowFault[] = [];
  count = 0;

  add(row: number, reason: string): void {
    this.count += 1;
    if (this.listed.length < MAX_LISTED) this.listed.push({ row, reason });
  }
}
