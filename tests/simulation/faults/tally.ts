/** Every kind of fault that a world may meet: what happens to machines, and what each call or message meets. */
export const faultKinds = [
  'crash',
  'pause',
  'machine slept',
  'node cut off from the store',
  'node cut off from the bus',
  'two nodes cut off',
  'disk full',
  'disk broken',
  'append lost',
  'append constraint',
  'append threw before',
  'append threw after',
  'append unknown, there',
  'append unknown, not there',
  'append unknown, later there',
  'append to a full disk',
  'append to a broken disk',
  'write failed',
  'read failed',
  'snapshot torn',
  'store slow',
  'store out of reach',
  'bus message dropped',
  'bus message repeated',
  'bus message late',
  'bus message cut off',
  'call between nodes lost',
  'call between nodes slow',
  'call between nodes cut off',
  'client message lost',
  'client message late',
  'refund failed',
  'refund done, answer lost',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** How often each kind of fault was done to this world. */
export class Tally {
  readonly counts = new Map<FaultKind, number>();

  count(kind: FaultKind): void {
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
  }
}
