import type { Fingerprints } from './fingerprints.ts';
import type { LogGap } from './log-gaps.ts';

/**
 * The truth: append-only logs of facts. Everything here is durable when the promise resolves. What is written beside the
 * facts is opaque here: the type of a log makes it, and an adapter that says `Store<ItsEffects>` writes it.
 */
export interface Store<Effects = unknown, StagedEffects = unknown> {
  /** Makes an empty log. @returns false if it is there already */
  create(head: Head): Promise<boolean>;
  head(logId: string): Promise<Head | null>;
  /** The heads of those logs that are there, in any order; at most 1,000 are asked for. */
  heads(logIds: readonly string[]): Promise<Head[]>;
  /** The kinds of log that there is any of. */
  kinds(): Promise<string[]>;
  /** All logs of a kind that are open as their heads say it: what a restart may have to wake. */
  openLogs(kind: string): Promise<string[]>;
  /**
   * Commits one batch: head (compare-and-set on history and seq), facts, keys and effects in one transaction.
   * - `committed`: durable.
   * - `conflict`: another writer moved the head; nothing was written.
   * - `unknown`: the link broke after COMMIT was sent; settle it by `factAt(logId, batch.to)` and the batch's hash.
   * - `failed`: nothing was written, and why.
   */
  append(batch: Batch<Effects>): Promise<AppendOutcome>;
  /**
   * What the next append of this log begins with, while its rest is still being decided. A store may write it already,
   * in the transaction that the append commits: until then nothing of it counts, and the append still brings it all.
   * Missing where nothing is gained by it.
   */
  stageAppend?(part: StagedPart<StagedEffects>): void;
  /** The batch whose parts were handed over is not appended: nothing of it stays. */
  discardStaged?(): void;
  /**
   * Gives a log that diverged the history of the gap, if it still has the old one, and keeps the gap with it, both or
   * neither (C24). @returns false if it has not
   */
  renewHistory(logId: string, from: string, gap: Omit<LogGap, 'keys'>): Promise<boolean>;
  /** The newest gaps of a log, the oldest of them first. */
  gapsOf(logId: string): Promise<LogGap[]>;
  /** Facts after a seq, in order, at most `limit` (≤ 10,000); only those of the types, if any are named. */
  factsAfter(logId: string, seq: number, limit: number, types?: readonly string[]): Promise<StoredFact[]>;
  factAt(logId: string, seq: number): Promise<StoredFact | null>;
  /** The newest snapshot of a log's state with this version, or null. */
  snapshot(logId: string, version: number): Promise<StoredSnapshot | null>;
  saveSnapshot(logId: string, snapshot: StoredSnapshot): Promise<void>;
  /** The fingerprints of all accepted keys of a log whose answer came after a seq, for the engine's index. */
  keysOf(logId: string, afterSeq?: number): Promise<Fingerprints>;
  /** The first answer that a key got, under any of the ids (B2, I1). */
  findKey(logId: string, actorIds: readonly string[], key: string): Promise<KeyRow | null>;
  /** How far a subscriber outside the transaction has come in a log: every fact up to this seq is dealt with; 0 at first. */
  cursor(subscriber: string, logId: string): Promise<number>;
  /** Moves a subscriber's cursor forth; one that stands further stays where it is. */
  saveCursor(subscriber: string, logId: string, seq: number): Promise<void>;
  /**
   * Takes a named duty that one node does for all, or renews it, until a time of the store's clock. @returns false
   * while another holder has it
   */
  takeLease(name: string, holder: string, forMs: number): Promise<boolean>;
  /**
   * Writes into a log's head who decides it, unless another is named there whose time is not over.
   * @param gone a node that does not answer this one: its hint counts for nothing
   * @returns the head as it is then, whoever it names; null if there is no such log
   */
  claim(logId: string, owner: Owner, gone: string | null): Promise<Head | null>;
  /** Gives back what a node holds: its leases, and the hint that it owns logs. */
  releaseLeases(holder: string): Promise<void>;
  /** The store's own clock, epoch ms: what the clocks of several nodes follow. */
  nowMs(): Promise<number>;
  close(): Promise<void>;
}

/** Where a log stands. `hash` is the hash of the fact at `seq` (64 hex digits), all zeros at 0. */
export interface Head {
  logId: string;
  /** Which type of log it is. */
  kind: string;
  /** 8 random characters; changes only when the log diverges: what was acknowledged is gone. */
  history: string;
  seq: number;
  atMs: number;
  hash: string;
  /** Whether anything can still come of the log, as its type says of the state at `seq`; an empty log is open. */
  isOpen: boolean;
  /** Null: nobody is known to decide this log, or only one process can. */
  owner: Owner | null;
}

/** Who decides a log for now, written with each commit: a hint for routing, never a matter of safety. */
export interface Owner {
  node: string;
  /** Where the node answers other nodes. */
  address: string;
  /** After this time of the store's clock the hint counts for nothing. */
  untilMs: number;
}

/** A fact as stored: `body` is the exact text whose hash is chained, never re-serialised. */
export interface StoredFact {
  seq: number;
  atMs: number;
  type: string;
  /** Canonical JSON of `{at, body, history, seq, stream, type, v}`. */
  body: string;
  hash: string;
}

export interface KeyRow {
  /** Whose key it is: the id that its sender had then. */
  actorId: string;
  key: string;
  payloadHash: string;
  seq: number;
  /** The reply as JSON, as it was first given. */
  reply: string;
}

export interface Batch<Effects = unknown> {
  logId: string;
  history: string;
  /** The head's seq before and after; equal when only effects are written. */
  from: number;
  to: number;
  atMs: number;
  hash: string;
  /** Whether the log is open after it. */
  isOpen: boolean;
  facts: StoredFact[];
  keys: KeyRow[];
  /** What is written with the facts, as the log's type makes it and the store understands it. */
  effects: Effects;
  /** Who writes this, if other nodes are to know. */
  owner: Owner | null;
}

/** A part of a batch that follows on the parts before it. Its effects are objects of the batch itself, as they will be in it. */
export interface StagedPart<Effects = unknown> {
  logId: string;
  history: string;
  /** The head's seq before the whole batch. */
  from: number;
  facts: StoredFact[];
  keys: KeyRow[];
  effects: Effects;
}

export type AppendOutcome =
  | { kind: 'committed' }
  | { kind: 'conflict' }
  | { kind: 'unknown' }
  | {
      kind: 'failed';
      reason: 'full' | 'fatal' | 'constraint' | 'other';
      message: string;
      /** The store can't be reached, or did not answer before COMMIT. */
      isAway?: boolean;
    };

export interface StoredSnapshot {
  version: number;
  seq: number;
  state: string;
  /** Its text is not the one that was written: nothing of it is to be believed. A store that keeps no digest never says so. */
  isDamaged?: true;
}
