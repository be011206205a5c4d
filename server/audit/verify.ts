import type { Head, StoredFact, StoredSnapshot } from '../event-log/ports/store.ts';
import type { StreamFact } from '../market/facts.ts';
import { emptyStream, streamRules } from '../market/market.ts';
import { writeState } from '../market/snapshot.ts';
import type { StreamState } from '../market/state.ts';
import type { Ledger } from '../ports/ledger.ts';
import { SETTLEMENT } from '../ports/settlement.ts';
import type { TermsHistory } from '../shop/ledger/terms.ts';
import { productRow, shopRules } from '../shop/shop.ts';
import type { ShopFact, ShopState } from '../shop/state.ts';
import { whyWrongNumber } from '../shop/stream-numbers.ts';
import { Broken, type Finding } from './broken.ts';
import { ChainWalk } from './chain-walk.ts';
import { StreamFacts } from './facts/stream-facts.ts';
import { sameTable } from './rows/compare.ts';
import { checkKeys } from './rows/keys.ts';
import { StreamRows } from './rows/stream-rows.ts';
import { SettledRows } from './settlement/settled-rows.ts';
import { readTerms } from './settlement/terms.ts';

/** Facts read at once: a log is never in memory whole. */
const PAGE = 5_000;

/** What a look at one log came to; `finding` is the first thing that can't be, or null. */
export interface LogReport {
  logId: string;
  kind: string;
  facts: number;
  finding: Finding | null;
  /** The first deadline that an older version wrote too late; null: none. It is named, and nothing is broken by it (T7). */
  late: Finding | null;
}

/** Told after each page how far a log has been read. */
export type OnProgress = (logId: string, seq: number, headSeq: number) => void;

/** Looks at logs of a market, the shop's first; those that are asked for, or all. Each is looked at to its first fault. */
export async function verifyMarket(
  ledger: Ledger,
  logIds: readonly string[] | null,
  onProgress: OnProgress = () => {},
): Promise<LogReport[]> {
  const reports: LogReport[] = [];
  let shop: ShopState | null = null;
  const terms = await readTerms(ledger);
  for (const head of await ledger.heads()) {
    if (logIds && !logIds.includes(head.logId)) continue;
    const { logId, kind, seq } = head;
    const report: LogReport = { logId, kind, facts: seq, finding: null, late: null };
    reports.push(report);
    try {
      if (head.kind === 'shop') shop = await verifyShop(ledger, head, onProgress);
      else report.late = await verifyStream(ledger, head, shop, terms, onProgress);
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
      report.finding = error.finding;
    }
  }
  return reports;
}

/** @returns the first deadline that was written too late; null: none. @throws Broken */
async function verifyStream(
  ledger: Ledger,
  head: Head,
  shop: ShopState | null,
  terms: TermsHistory,
  onProgress: OnProgress,
): Promise<Finding | null> {
  const state = emptyStream(head.logId);
  const facts = new StreamFacts(state);
  const rows = new StreamRows(ledger, state);
  const cursor = await ledger.cursor(SETTLEMENT, head.logId);
  const settled = new SettledRows(ledger, head.logId, cursor, terms);
  const snapshot = await ledger.snapshot(head.logId, streamRules.snapshotVersion);
  await walk<StreamFact>(ledger, head, onProgress, {
    take(fact, { seq, atMs }) {
      facts.take(fact, { seq, atMs });
      rows.note(fact, { seq, atMs });
      settled.note(fact, { seq, atMs });
      if (snapshot?.seq === seq) sameSnapshot(head.logId, snapshot, state);
    },
    async endPage() {
      await rows.endPage();
      await settled.endPage();
    },
  });
  sameOpen(head, streamRules.isOpen(state));
  await rows.end();
  await settled.end();
  await checkKeys(ledger, state);
  if (shop && state.rehearsalOf === null) checkTransfers(state, shop);
  return facts.late;
}

/** @throws Broken */
async function verifyShop(ledger: Ledger, head: Head, onProgress: OnProgress): Promise<ShopState> {
  const { logId } = head;
  const state = shopRules.empty(logId);
  const changeSet = shopRules.gather(state);
  const snapshot = await ledger.snapshot(logId, shopRules.snapshotVersion);
  await walk<ShopFact>(ledger, head, onProgress, {
    take(fact, { seq, atMs }) {
      const no = (found: string, expected: string, invariant: Finding['invariant'] = 'INV1') =>
        new Broken({ invariant, logId, seq, at: fact.type, found, expected });
      const wrong = whyWrongNumber(state, fact);
      if (wrong) throw no(wrong.found, wrong.expected, 'INV10');
      try {
        shopRules.apply(state, fact, { seq, atMs });
      } catch (error) {
        throw no(
          error instanceof Error ? error.message : String(error),
          'a fact about what is in the catalogue',
        );
      }
      changeSet.note(state, fact, { seq, atMs });
      const units = 'productId' in fact ? (state.products.get(fact.productId)?.warehouseUnits ?? 0) : 0;
      if (units < 0) throw no(`${units} units in the warehouse`, 'none below 0');
      if (snapshot?.seq === seq) sameSnapshot(logId, snapshot, state);
    },
    endPage: async () => {},
  });
  sameOpen(head, shopRules.isOpen(state));
  const expected = changeSet.effects(state, []).rows;
  await sameTable(ledger, logId, 'products', [...state.products.values()].map(productRow));
  for (const name of ['ledgerEntries', 'payables', 'payouts', 'payoutLines'] as const) {
    await sameTable(ledger, logId, name, expected[name]);
  }
  return state;
}

async function walk<Fact extends { type: string }>(
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
function sameOpen({ logId, isOpen }: Head, expected: boolean): void {
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

function sameSnapshot(
  logId: string,
  { seq, state: found, isDamaged }: StoredSnapshot,
  state: StreamState | ShopState,
): void {
  const broken = { invariant: 'INV19', logId, seq, at: 'snapshot' } as const;
  if (found !== writeState(state)) {
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

/** S5: what a stream received, the warehouse gave under the same transfer. */
function checkTransfers(state: StreamState, shop: ShopState): void {
  for (const transferId of state.transfers) {
    if (shop.transfers.has(transferId)) continue;
    throw new Broken({
      invariant: 'INV1',
      logId: state.streamId,
      seq: null,
      at: `transfer ${transferId}`,
      found: 'units that came in',
      expected: 'the same transfer out of the warehouse',
    });
  }
}
