import { digestOf } from '../../../../shared/live-view/digest.ts';
import { within } from '../../../../shared/values/time.ts';
import { chainHash, factOf, ZERO_HASH } from '../../../event-log/commit/hash-chain.ts';
import type { StoredFact } from '../../../event-log/ports/store.ts';
import type { StreamFact } from '../../../market/facts.ts';
import { apply, emptyStream, publicView } from '../../../market/market.ts';
import type { PlacedLine } from '../../../market/order/order.ts';
import { isPlacedFact, type PlacedFact } from '../../../market/order/placed-fact.ts';
import type { StreamState } from '../../../market/state.ts';
import type { Ledger } from './ledger.ts';

const PAGE = 10_000;

/** What a log says when it is read again from its first fact. */
export interface Replay {
  facts: number;
  /** Places that are missing or stand twice, the head's among them. */
  placesWrong: number;
  hashesWrong: number;
  linesJudged: number;
  /** Lines whose price was not in force at their place. */
  linesOffPrice: number;
  /** What each order's own fact says, by its id. */
  placed: Map<string, { buyerId: string; lines: number; linesMinor: number; linesWeighed: number }>;
  state: StreamState;
  /** The digests of the view at the places that were asked for. */
  digests: Map<number, string>;
  headSeq: number;
}

/** A command that waited was judged by the price at its arrival (T4): no longer ago than a command may wait. */
const LONGEST_WAIT_MS = 3_000;

/**
 * Reads a stream's log from the ledger and applies it by the market's own rules.
 * @param digestsAt the places at which the digest of the public view is wanted
 */
export async function replayLog(
  ledger: Ledger,
  streamId: string,
  digestsAt: ReadonlySet<number>,
): Promise<Replay> {
  const state = emptyStream(streamId);
  const replay: Replay = {
    facts: 0,
    placesWrong: 0,
    hashesWrong: 0,
    linesJudged: 0,
    linesOffPrice: 0,
    placed: new Map(),
    state,
    digests: new Map(),
    headSeq: 0,
  };
  /** The list price of each item, kept apart from the state that the market's own rules make. */
  const listPrices = new Map<number, number>();
  let hash = ZERO_HASH;
  for (let seq = 0; ; ) {
    const page = await ledger.rows<StoredFact>(
      `SELECT seq, at_ms AS "atMs", type, body, hash FROM fact WHERE log_id = ? AND seq > ? ORDER BY seq LIMIT ${PAGE}`,
      [streamId, seq],
    );
    for (const stored of page) {
      if (stored.seq !== seq + 1) replay.placesWrong += 1;
      if (stored.hash !== chainHash(hash, stored.body)) replay.hashesWrong += 1;
      const fact = factOf<StreamFact>(stored);
      if (isPlacedFact(fact)) judge(replay, listPrices, fact, stored.atMs);
      apply(state, fact, stored);
      if (fact.type === 'item_added') listPrices.set(fact.itemNumber, fact.listPriceMinor);
      if (fact.type === 'price_changed') listPrices.set(fact.itemNumber, fact.nowMinor);
      if (digestsAt.has(stored.seq)) replay.digests.set(stored.seq, digestOf(publicView(state)));
      seq = stored.seq;
      hash = stored.hash;
      replay.facts += 1;
    }
    if (page.length === 0) {
      replay.headSeq = seq;
      break;
    }
  }
  const [head] = await ledger.rows<{ seq: number; hash: string }>(
    'SELECT seq, hash FROM log_head WHERE log_id = ?',
    [streamId],
  );
  if (head?.seq !== replay.headSeq) replay.placesWrong += 1;
  if (head?.hash !== hash) replay.hashesWrong += 1;
  return replay;
}

/** Judges the lines of an order before it is applied: what the state says now is what was in force. */
function judge(
  replay: Replay,
  listPrices: ReadonlyMap<number, number>,
  fact: PlacedFact,
  atMs: number,
): void {
  let linesMinor = 0;
  let linesWeighed = 0;
  for (const line of fact.lines) {
    replay.linesJudged += 1;
    if (!isInForce(replay.state, listPrices, line, atMs)) replay.linesOffPrice += 1;
    linesMinor += line.units * line.unitPriceMinor;
    linesWeighed += line.units * line.unitPriceMinor * line.itemNumber;
  }
  replay.placed.set(fact.orderId, {
    buyerId: fact.buyerId,
    lines: fact.lines.length,
    linesMinor,
    linesWeighed,
  });
}

/** Held units have the price of their hold (F4), flash units that of a flash that was on, all others the list price. */
function isInForce(
  state: StreamState,
  listPrices: ReadonlyMap<number, number>,
  line: PlacedLine,
  atMs: number,
): boolean {
  if (line.holds.length > 0) {
    return line.holds.every(({ holdId }) => {
      const hold = state.holds.get(holdId);
      return hold !== undefined && line.unitPriceMinor <= hold.unitPriceMinor;
    });
  }
  if (line.flashId !== null) {
    const flash = state.flashes.get(line.flashId);
    if (!flash || flash.priceMinor !== line.unitPriceMinor) return false;
    return within(atMs, flash.startsAtMs, flash.endsAtMs + LONGEST_WAIT_MS);
  }
  return listPrices.get(line.itemNumber) === line.unitPriceMinor;
}
