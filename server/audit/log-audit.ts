import type { Head, StoredFact } from '../event-log/ports/store.ts';
import type { StreamFact } from '../market/facts.ts';
import type { Ledger } from '../ports/ledger.ts';
import { Broken, type Finding } from './broken.ts';
import { CHAIN_START, type ChainPlace, ChainWalk } from './chain-walk.ts';
import { finding } from './counted.ts';

/** A log as of now, open for one look. */
export type WalkedLog = Pick<Ledger, 'head' | 'facts'>;

const PAGE = 2_000;
/** New facts read in one look at the most: what is left is read five seconds later. */
const MOST_NEW = 40_000;
/** Old facts that each look reads again, round and round, so that what is changed behind us is found too. */
const MOST_OLD = 2_000;

/**
 * Keeps walking along one log (INV11, INV19): what is new since the last look, and in turn a piece of what is old.
 * The first look begins at the head as it is: `fairday verify` is for the whole.
 */
export class LogAudit {
  private readonly logId: string;
  private readonly history: string;
  private newest: ChainWalk | null = null;
  private old: ChainWalk;

  /** @param history the one that the log is written under; under another it is walked anew, from where it stands then */
  constructor({ logId, history }: Pick<Head, 'logId' | 'history'>) {
    this.logId = logId;
    this.history = history;
    this.old = new ChainWalk(logId);
  }

  isOf(head: Head): boolean {
    return head.history === this.history;
  }

  /** @param head where the market knows the log to stand; all of it can be read */
  async look(log: WalkedLog, head: Head): Promise<Finding | null> {
    try {
      return (await this.lookAtNew(log, head)) ?? (await this.lookAtOld(log, head.seq));
    } catch (error) {
      if (error instanceof Broken) return error.finding;
      throw error;
    }
  }

  private async lookAtNew(log: WalkedLog, head: Head): Promise<Finding | null> {
    this.newest ??= new ChainWalk(this.logId, await this.placeBefore(log, head));
    const walk = this.newest;
    for (let read = 0; walk.place.seq < head.seq && read < MOST_NEW; ) {
      const page = await log.facts(this.logId, walk.place.seq, Math.min(PAGE, head.seq - walk.place.seq));
      for (const fact of page) walk.take<StreamFact>(fact);
      if (page.length === 0) return this.endedEarly(log, head, walk.place.seq);
      read += page.length;
    }
    if (walk.place.seq !== head.seq || walk.place.hash === head.hash) return null;
    return finding(
      this.logId,
      'INV19',
      'the last fact',
      `hash ${walk.place.hash}`,
      `${head.hash}, as it was committed`,
      head.seq,
    );
  }

  /** A log that lost its tail, head and all, is its engine's matter (C24); one whose head names more than there is, ours. */
  private async endedEarly(log: WalkedLog, head: Head, lastSeq: number): Promise<Finding | null> {
    const there = await log.head(this.logId);
    if (!there || there.seq < head.seq || there.history !== head.history) return null;
    return finding(this.logId, 'INV11', 'facts', `the end at ${lastSeq}`, `a log up to ${head.seq}`);
  }

  private async lookAtOld(log: WalkedLog, headSeq: number): Promise<Finding | null> {
    for (let read = 0; read < MOST_OLD; read += PAGE) {
      const walk = this.old;
      const page = await log.facts(this.logId, walk.place.seq, PAGE);
      for (const fact of page) walk.take<StreamFact>(fact);
      if (walk.place.seq < headSeq && page.length > 0) continue;
      // At the head it begins anew; what was written since it was read comes in the next round.
      this.old = new ChainWalk(this.logId);
      return null;
    }
    return null;
  }

  private async placeBefore(log: WalkedLog, { seq }: Head): Promise<ChainPlace> {
    const [fact] = seq > 0 ? await log.facts(this.logId, seq - 1, 1) : [];
    return fact ? placeOf(fact) : CHAIN_START;
  }
}

function placeOf({ seq, atMs, hash, body }: StoredFact): ChainPlace {
  const { history } = JSON.parse(body) as { history: string };
  return { seq, atMs, hash, history };
}
