/** Time on the server's clock, epoch ms, never running backwards (T3). */
export interface Clock {
  nowMs(): number;
  /** Goes on evenly, in ms, whoever sets a clock: only how far two of its values lie apart means something (T7). */
  steadyMs(): number;
  /** Calls back once, not before `atMs`; returns how to call it off. */
  at(atMs: number, callback: () => void): () => void;
  /** Calls back once, after what is ready to run now has run. */
  soon(callback: () => void): void;
}

/** Chance, as ids: UUIDv7, so that new rows lie together. */
export interface Ids {
  next(): string;
  /** 8 characters of [a-z0-9] for a log's history. */
  history(): string;
}
