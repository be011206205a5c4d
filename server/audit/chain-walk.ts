import { chainHash, ZERO_HASH } from '../event-log/commit/hash-chain.ts';
import type { Head, StoredFact } from '../event-log/ports/store.ts';
import { FORMAT } from '../lib/format.ts';
import { Broken, type Invariant } from './broken.ts';

/** Where a walk along a log stands: right after this fact. */
export interface ChainPlace {
  seq: number;
  atMs: number;
  hash: string;
  /** The history that the fact was written under; null before the first. */
  history: string | null;
}

export const CHAIN_START: ChainPlace = { seq: 0, atMs: 0, hash: ZERO_HASH, history: null };

/**
 * Walks a log fact by fact: no gap, no repeat, each hash made from the one before, time never back, the row saying
 * what its text says, and all in this program's format. A log may go through several histories (it was restored, or
 * diverged), each fact keeping the name it was written under; an earlier name never comes back.
 */
export class ChainWalk {
  readonly logId: string;
  place: ChainPlace;
  private readonly left = new Set<string>();

  constructor(logId: string, from: ChainPlace = CHAIN_START) {
    this.logId = logId;
    this.place = from;
  }

  /** Takes the next fact. @returns the fact in its text @throws Broken */
  take<Fact extends { type: string }>(stored: StoredFact): Fact {
    const { place } = this;
    const no = (invariant: Invariant, found: string, expected: string) =>
      new Broken({ invariant, logId: this.logId, seq: stored.seq, at: stored.type, found, expected });
    if (stored.seq !== place.seq + 1) throw no('INV11', `seq ${stored.seq}`, `seq ${place.seq + 1}`);
    const hash = chainHash(place.hash, stored.body);
    if (stored.hash !== hash)
      throw no('INV19', `hash ${stored.hash}`, `${hash}, from fact ${place.seq}'s hash and this text`);
    const text = parsed(stored.body);
    if (!text) throw no('INV19', 'a text that is not JSON', 'the canonical JSON of a fact');
    const { at, body, history, seq, stream, type, v } = text;
    if (v !== FORMAT.log) throw no('INV19', `a fact of format ${v}`, `one of format ${FORMAT.log}`);
    if (stream !== this.logId) throw no('INV19', `a text of log ${stream}`, `log ${this.logId}`);
    if (seq !== stored.seq) throw no('INV11', `a text of fact ${seq}`, `fact ${stored.seq}`);
    if (type !== stored.type) throw no('INV19', `type ${stored.type} beside its text`, String(type));
    if (at !== stored.atMs) throw no('INV8', `time ${stored.atMs} beside its text`, String(at));
    if (stored.atMs < place.atMs) throw no('INV8', `time ${stored.atMs}`, `${place.atMs} or later`);
    if (history !== place.history) {
      if (this.left.has(history))
        throw no('INV11', `history ${history}, which was left before`, `${place.history}`);
      if (place.history !== null) this.left.add(place.history);
    }
    this.place = { seq: stored.seq, atMs: stored.atMs, hash, history };
    return { type, ...body } as Fact;
  }

  /** The head has to name the last fact. @throws Broken */
  end(head: Head): void {
    const { place } = this;
    const no = (invariant: Invariant, found: string, expected: string) =>
      new Broken({ invariant, logId: this.logId, seq: null, at: 'head', found, expected });
    if (head.seq !== place.seq) throw no('INV11', `a head at ${head.seq}`, `the last fact's ${place.seq}`);
    if (head.hash !== place.hash) throw no('INV19', `a head with hash ${head.hash}`, place.hash);
    if (head.atMs !== place.atMs) throw no('INV8', `a head at time ${head.atMs}`, String(place.atMs));
    if (this.left.has(head.history))
      throw no('INV11', `history ${head.history}, which was left before`, String(place.history));
  }
}

interface FactText {
  at: number;
  body: object;
  history: string;
  seq: number;
  stream: string;
  type: string;
  v: number;
}

function parsed(text: string): FactText | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as FactText) : null;
  } catch {
    return null;
  }
}
