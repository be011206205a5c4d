/** How often each kind of fault was done to this world. */
export class Tally {
  readonly counts = new Map<string, number>();

  count(kind: string): void {
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
  }

  addTo(all: Map<string, number>): void {
    for (const [kind, count] of this.counts) all.set(kind, (all.get(kind) ?? 0) + count);
  }
}
