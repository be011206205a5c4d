import { referenceOf } from '../../shared/values/reference.ts';
import { factOf } from '../event-log/commit/hash-chain.ts';
import type { Head } from '../event-log/ports/store.ts';
import type { StreamFact } from '../market/facts.ts';
import type { Order } from '../market/order/order.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { ShopFact } from '../shop/state.ts';
import { streamNumbersOf } from './stream-numbers.ts';

/** Facts read at once. */
const PAGE = 2_000;
/** Entries that are named one by one; sums and counts are always whole. */
const MOST_NAMED = 10_000;

/** An order or money that the replaced market knew of and the restored one does not. No buyer is named. */
export interface Loss {
  kind: 'order' | 'payment' | 'refund' | 'cancellation';
  streamId: string;
  seq: number;
  atMs: number;
  /** The order's number in its stream. */
  number: string;
  /** What buyer and host call the order (O7). */
  reference: string;
  amountMinor: number;
}

/** What one log loses: the facts after the last one that both markets have. */
export interface LogLosses {
  logId: string;
  kind: string;
  /** The stream's title; null for the shop. */
  title: string | null;
  currency: string | null;
  /** The last fact that both have; 0 if the log is not in the backup at all. */
  commonSeq: number;
  factsLost: number;
  ordersLost: number;
  ordersLostMinor: number;
  paymentsLost: number;
  paymentsLostMinor: number;
  /** The highest number that the facts gave an order, or in the shop's log a stream (O7); 0: they gave none. */
  highestNumber: number;
}

export interface Losses {
  logs: LogLosses[];
  named: Loss[];
}

/** What a market that is replaced knows beyond a backup, log by log: everything that has to be settled by hand. */
export async function lossesOf(replaced: Ledger, backup: Ledger): Promise<Losses> {
  const losses: Losses = { logs: [], named: [] };
  const streamNumbers = await streamNumbersOf(replaced);
  const kept = new Map((await backup.heads()).map((head) => [head.logId, head]));
  for (const head of await replaced.heads()) {
    const commonSeq = await lastCommon(replaced, backup, head, kept.get(head.logId)?.seq ?? 0);
    if (commonSeq === head.seq) continue;
    const [stream] = await replaced.rows('streams', head.logId, null, 1);
    const log: LogLosses = {
      logId: head.logId,
      kind: head.kind,
      title: stream?.title ?? null,
      currency: stream?.currency ?? null,
      commonSeq,
      factsLost: head.seq - commonSeq,
      ordersLost: 0,
      ordersLostMinor: 0,
      paymentsLost: 0,
      paymentsLostMinor: 0,
      highestNumber: 0,
    };
    losses.logs.push(log);
    const shopNumber = streamNumbers.get(head.logId) ?? null;
    for await (const { fact, loss } of lostAfter(replaced, head.logId, commonSeq)) {
      log.highestNumber = Math.max(log.highestNumber, numberGivenBy(fact));
      if (!loss) continue;
      if (loss.kind === 'order') {
        log.ordersLost += 1;
        log.ordersLostMinor += loss.amountMinor;
      }
      if (loss.kind === 'payment') {
        log.paymentsLost += 1;
        log.paymentsLostMinor += loss.amountMinor;
      }
      const reference = referenceOf(shopNumber, loss.number);
      if (losses.named.length < MOST_NAMED) losses.named.push({ ...loss, reference });
    }
  }
  return losses;
}

/** The last place at which both logs have the same hash: chains that part never meet again, so halving finds it. */
async function lastCommon(one: Ledger, other: Ledger, head: Head, otherSeq: number): Promise<number> {
  const hashAt = async (ledger: Ledger, seq: number) => (await ledger.facts(head.logId, seq - 1, 1))[0]?.hash;
  let same = 0;
  let differs = Math.min(head.seq, otherSeq) + 1;
  while (differs - same > 1) {
    const middle = Math.floor((same + differs) / 2);
    const [a, b] = [await hashAt(one, middle), await hashAt(other, middle)];
    if (a !== undefined && a === b) same = middle;
    else differs = middle;
  }
  return same;
}

interface Lost {
  fact: StreamFact | ShopFact;
  /** What of it has to be settled by hand; null: nothing. */
  loss: Omit<Loss, 'reference'> | null;
}

async function* lostAfter(ledger: Ledger, streamId: string, commonSeq: number): AsyncGenerator<Lost> {
  let after = commonSeq;
  for (;;) {
    const page = await ledger.facts(streamId, after, PAGE);
    for (const stored of page) {
      const fact = factOf<StreamFact | ShopFact>(stored);
      const told = await toldBy(ledger, streamId, fact);
      yield { fact, loss: told && { ...told, streamId, seq: stored.seq, atMs: stored.atMs } };
    }
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    after = last.seq;
  }
}

/** The number that a fact gives an order or a stream; 0: none. */
function numberGivenBy(fact: StreamFact | ShopFact): number {
  switch (fact.type) {
    case 'order_placed':
      return Number(fact.number);
    case 'stream_named':
    case 'stream_numbered':
      return fact.shopNumber ?? 0;
    default:
      return 0;
  }
}

function sumOf(parts: readonly { refundMinor: number }[]): number {
  return parts.reduce((sum, { refundMinor }) => sum + refundMinor, 0);
}

type Told = Pick<Loss, 'kind' | 'number' | 'amountMinor'>;

async function toldBy(ledger: Ledger, streamId: string, fact: StreamFact | ShopFact): Promise<Told | null> {
  switch (fact.type) {
    case 'order_placed':
      return { kind: 'order', number: fact.number, amountMinor: fact.totalMinor };
    case 'order_paid':
      return told('payment', fact.orderId, fact.amountMinor);
    case 'payment_refunded':
      return told('refund', fact.orderId, fact.amountMinor);
    case 'order_cancelled':
      return told('cancellation', fact.orderId, fact.refundMinor);
    case 'line_unfilled':
      return told('refund', fact.orderId, fact.refundMinor);
    case 'order_refunded':
      return told('refund', fact.orderId, sumOf(fact.lines));
    case 'claim_decided':
      return fact.refund ? told('refund', fact.refund.orderId, fact.refund.refundMinor) : null;
    case 'shipment_lost':
    case 'shipment_returned': {
      // A parcel of several orders is named by its first.
      const [first] = fact.refunds;
      return first ? told('refund', first.orderId, sumOf(fact.refunds)) : null;
    }
    default:
      return null;
  }

  async function told(kind: Loss['kind'], orderId: Order['orderId'], amountMinor: number): Promise<Told> {
    const [row] = (await ledger.ordersById(streamId, [orderId])).orders;
    return { kind, number: row?.number ?? orderId, amountMinor };
  }
}
