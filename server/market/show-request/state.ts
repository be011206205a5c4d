/** Who asks to be shown what (L9). */
export interface ShowRequestState {
  /** By item. Those of an item that was pinned since count no more, and go with the next request for anything. */
  askers: Map<number, Askers>;
}

export interface Askers {
  /** The last pin of the item when they began to ask; 0: there was none. */
  pinnedSeq: number;
  marks: Set<number>;
}
