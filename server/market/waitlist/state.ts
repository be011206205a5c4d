/** Who waits for what. */
export interface WaitlistState {
  /** Who waits for an item, the longest waiting first (H5); no entry where nobody does. */
  waitlists: Map<number, Waiter[]>;
}

/** A place in the line of an item (H5). */
export interface Waiter {
  buyerId: string;
  /** Still wanted: what was offered meanwhile is not in it. */
  units: number;
  /** New in the shop when joining (H6). */
  isNew: boolean;
  /** The network that the join came from (H8); absent: made before that was noted. */
  networkTag?: string;
  /** Where the join stands in the log, and when. */
  seq: number;
  sinceMs: number;
}
