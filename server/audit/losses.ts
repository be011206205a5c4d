import { referenceOf } from '../../shared/values/reference.ts';
import type { Head, StoredFact } from '../event-log/ports/store.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { AuditedKind, ToldLoss } from './audited-kind.ts';
import { streamNumbersOf } from './stream-numbers.ts';
import { auditedKind } from './verify.ts';

/** Facts read at once. */
const PAGE = 2_000;
/** Entries that are named one by one; sums and counts are always whole. */
const MOST_NAMED = 10_000;

/** An order or money that the replaced market knew of and the restored one does not. No buyer is named. */
export interface Loss extends ToldLoss {
  streamId: string;
  seq: number;
  atMs: number;
  /** What buyer and host call the order (O7). */
  reference: string;
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
export async function lossesOf(
  replaced: Ledger,
  backup: Ledger,
  kinds: readonly AuditedKind[],
): Promise<Losses> {
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
    const kind = auditedKind(kinds, head.kind, head.logId);
    for await (const stored of factsAfter(replaced, head.logId, commonSeq)) {
      log.highestNumber = Math.max(log.highestNumber, kind.numberGivenBy(stored));
      const loss = await kind.lossOf(replaced, head.logId, stored);
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
      if (losses.named.length < MOST_NAMED) {
        const { seq, atMs } = stored;
        losses.named.push({ ...loss, streamId: head.logId, seq, atMs, reference });
      }
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

async function* factsAfter(ledger: Ledger, logId: string, commonSeq: number): AsyncGenerator<StoredFact> {
  let after = commonSeq;
  for (;;) {
    const page = await ledger.facts(logId, after, PAGE);
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    after = last.seq;
  }
}
