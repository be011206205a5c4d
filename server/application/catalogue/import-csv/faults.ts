import type { ImportFault } from '../../../../shared/contract/catalogue-import.ts';

/** One thing that is wrong with a file, with its sentence for the command line. */
export interface RowFault extends ImportFault {
  reason: string;
}

/** How many faults a refusal lists; the others are counted. */
export const MAX_LISTED = 20;

/** So many are kept to be sorted: a file of ten thousand rows may have a fault in every field. */
const MAX_KEPT = 2_000;

/** Collects what is wrong; a file with any fault is refused whole. */
export class Faults {
  private readonly kept: RowFault[] = [];
  count = 0;

  add(row: number, reason: string, fault: Omit<ImportFault, 'row'>): void {
    this.count += 1;
    if (this.kept.length < MAX_KEPT) this.kept.push({ row, reason, ...fault });
  }

  /** The first of them, in the order of the file. */
  get listed(): RowFault[] {
    return this.kept.toSorted((a, b) => a.row - b.row).slice(0, MAX_LISTED);
  }
}
