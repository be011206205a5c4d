import type { Head, StoredFact, StoredSnapshot } from '../event-log/ports/store.ts';
import type { Ledger } from '../ports/ledger.ts';
import { Broken } from './broken.ts';
import { ChainWalk } from './chain-walk.ts';

/** Facts read at once: a log is never in memory whole. */
const PAGE = 5_000;

/** Told after each page how far a log has been read. */
export type OnProgress = (logId: string, seq: number, headSeq: number) => void;

/**
 * Reads a log from its first fact to its head, and checks the chain on the way.
 * @throws Broken: at the first fact that cannot be
 */
export async function walk<Fact extends { type: string }>(
  ledger: Ledger,
  head: Head,
  onProgress: OnProgress,
  reader: { take(fact: Fact, stored: StoredFact): void; endPage(): Promise<void> },
): Promise<void> {
  const chain = new ChainWalk(head.logId);
  for (;;) {
    const page = await ledger.facts(head.logId, chain.place.seq, PAGE);
    for (const stored of page) reader.take(chain.take<Fact>(stored), stored);
    await reader.endPage();
    onProgress(head.logId, chain.place.seq, head.seq);
    if (page.length < PAGE) break;
  }
  chain.end(head);
}

/** A log that is taken for over is not woken by a restart. */
export function sameOpen({ logId, isOpen }: Head, expected: boolean): void {
  if (isOpen === expected) return;
  const [found, made] = isOpen ? ['is open', 'is over'] : ['is over', 'is open'];
  throw new Broken({
    invariant: 'INV19',
    logId,
    seq: null,
    at: 'head',
    found: `a log that ${found}`,
    expected: `one that ${made}, as its facts say`,
  });
}

/**
 * A snapshot is the state at its place, to the letter.
 * @param state the state that the facts give, as its rules write it
 * @throws Broken
 */
export function sameSnapshot(
  logId: string,
  { seq, state: found, isDamaged }: StoredSnapshot,
  state: string,
): void {
  const broken = { invariant: 'INV19', logId, seq, at: 'snapshot' } as const;
  if (found !== state) {
    throw new Broken({
      ...broken,
      found: `a snapshot of ${found.length} characters that is not the state at ${seq}`,
      expected: 'the state that the facts give',
    });
  }
  if (isDamaged) {
    throw new Broken({
      ...broken,
      found: 'a digest that is not its text’s',
      expected: 'the one of its text',
    });
  }
}
