import type { Fingerprints } from './fingerprints.ts';
import type { LogGap } from './log-gaps.ts';

/**
 * The truth: append-only logs of facts. Everything is durable when the promise resolves. The effects beside facts are
 * opaque here: the log's type makes them, and an adapter of `Store<ItsEffects>` writes them.
 */
export interface Store<Effects = unknown, StagedEffects = unknown> {
  /** Creates an empty log. @returns false if it exists */
  create(head: Head): Promise<boolean>;
  head(logId: string): Promise<Head | null>;
  /** The heads of the existing ones among at most 1,000 logs, in any order. */
  heads(logIds: readonly string[]): Promise<Head[]>;
  /** The kinds of the existing logs. */
  kinds(): Promise<string[]>;
  /** The open logs of a kind, by their heads: those that a restart may have to wake. */
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
   * Stages the beginning of the next append while its rest is being decided. A store may write it in the transaction
   * that the append commits; until then it does not count. The append still brings the whole batch. Missing where it
   * gains nothing.
   */
  stageAppend?(part: StagedPart<StagedEffects>): void;
  /** Discards the staged parts of a batch that is not appended. */
  discardStaged?(): void;
  /**
   * Gives a diverged log the gap's history if it still has the old one, and stores the gap, atomically (C24). @returns
   * false if the history differs
   */
  renewHistory(logId: string, from: string, gap: Omit<LogGap, 'keys'>): Promise<boolean>;
  /** The newest gaps of a log, oldest first. */
  gapsOf(logId: string): Promise<LogGap[]>;
  /** Facts after a seq, in order, at most `limit` (≤ 10,000); of the given types alone, if any. */
  factsAfter(logId: string, seq: number, limit: number, types?: readonly string[]): Promise<StoredFact[]>;
  factAt(logId: string, seq: number): Promise<StoredFact | null>;
  /** The newest snapshot of a log's state with this version, or null. */
  snapshot(logId: string, version: number): Promise<StoredSnapshot | null>;
  saveSnapshot(logId: string, snapshot: StoredSnapshot): Promise<void>;
  /** The fingerprints of accepted keys answered after a seq, for the engine's index. */
  keysOf(logId: string, afterSeq?: number): Promise<Fingerprints>;
  /** The first answer of a key, under any of the ids (B2, I1). */
  findKey(logId: string, actorIds: readonly string[], key: string): Promise<KeyRow | null>;
  /** The cursor of a subscriber in a log: every fact up to this seq is processed; 0 at first. */
  cursor(subscriber: string, logId: string): Promise<number>;
  /** Moves a subscriber's cursor forward; never back. */
  saveCursor(subscriber: string, logId: string, seq: number): Promise<void>;
  /** Takes or renews a named lease, until a time of the store's clock. @returns false while another holder has it */
  takeLease(name: string, holder: string, forMs: number): Promise<boolean>;
  /**
   * Writes a log's owner into its head, unless another's hint is still valid.
   * @param gone a silent node, whose hint does not count
   * @returns the head with whichever owner; null: no such log
   */
  claim(logId: string, owner: Owner, gone: string | null): Promise<Head | null>;
  /** Releases a node's leases and its hints as an owner. */
  releaseLeases(holder: string): Promise<void>;
  /** The store's own clock, epoch ms: the nodes' clocks follow it. */
  nowMs(): Promise<number>;
  close(): Promise<void>;
}

/** The head of a log. `hash` is the hash of the fact at `seq` (64 hex digits), all zeros at 0. */
export interface Head {
  logId: string;
  /** The log's type. */
  kind: string;
  /** 8 random characters; changes only when the log diverges and acknowledged facts are gone. */
  history: string;
  seq: number;
  atMs: number;
  hash: string;
  /** Whether the log can still change, by its type's judgement at `seq`; an empty log is open. */
  isOpen: boolean;
  /** Null: no owner is known, or only one process can decide. */
  owner: Owner | null;
}

/** The node that decides a log now, written with each commit: a hint for routing, irrelevant for safety. */
export interface Owner {
  node: string;
  /** The node's address for other nodes. */
  address: string;
  /** The end of the hint, by the store's clock. */
  untilMs: number;
}

/** A stored fact: `body` is the exact text whose hash is chained, never re-serialised. */
export interface StoredFact {
  seq: number;
  atMs: number;
  type: string;
  /** Canonical JSON of `{at, body, history, seq, stream, type, v}`. */
  body: string;
  hash: string;
}

export interface KeyRow {
  /** The sender's id at the time. */
  actorId: string;
  key: string;
  payloadHash: string;
  seq: number;
  /** The first reply as JSON. */
  reply: string;
}

export interface Batch<Effects = unknown> {
  logId: string;
  history: string;
  /** The head's seq before and after; equal for effects alone. */
  from: number;
  to: number;
  atMs: number;
  hash: string;
  /** Whether the log is open after it. */
  isOpen: boolean;
  facts: StoredFact[];
  keys: KeyRow[];
  /** The rows beside the facts, made by the log's type for the store. */
  effects: Effects;
  /** The writer, if other nodes are to know. */
  owner: Owner | null;
  /** A store that is in the midst of another log's batch ends that first, and need not wait for the disk for this one. */
  isPatient?: true;
}

/** A part of a batch after its earlier parts. Its effects are objects of the batch itself. */
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
      /** Whether the store can't be reached, or did not answer before COMMIT. */
      isAway?: boolean;
    };

export interface StoredSnapshot {
  version: number;
  seq: number;
  state: string;
  /**
   * Whether the text differs from the one written, so that none of it counts. A store without digests never reports it.
   */
  isDamaged?: true;
}
