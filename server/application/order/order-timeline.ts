import { MAX_ORDER_FACTS, type OrderEvent } from '../../../shared/contract/office-orders.ts';
import { secondNames } from '../../../shared/values/names.ts';
import { factOf } from '../../event-log/commit/hash-chain.ts';
import type { StoredFact } from '../../event-log/ports/store.ts';
import type { StreamFact } from '../../market/facts.ts';
import type { AskedOrder, Caused } from '../../market/kernel/telling.ts';
import type { ApplicationDeps } from '../deps.ts';
import { OrderTelling, orderFactTypes } from './order-events.ts';

type Deps = Pick<ApplicationDeps, 'readers' | 'store' | 'directory'>;

/** Facts of a log that one question looks through: a few milliseconds of the store's. */
const FACTS_AT_ONCE = 10_000;

/**
 * What happened to an order, out of its stream's log, which is read and not woken: from the order's own fact on to the
 * newest, in parts.
 * @param placedSeq the place of `order_placed`
 * @returns the facts as the office reads them, and as they are stored; at most `MAX_ORDER_FACTS`
 */
export async function orderTimeline(
  deps: Deps,
  streamId: string,
  placedSeq: number,
  asked: AskedOrder,
): Promise<{ timeline: OrderEvent[]; facts: { fact: StreamFact; atMs: number }[]; hasMore: boolean }> {
  const stored = await factsAbout(deps, streamId, placedSeq, asked);
  const telling = new OrderTelling(asked);
  const facts = stored.map((each) => ({ fact: factOf<StreamFact>(each), seq: each.seq, atMs: each.atMs }));
  const told = facts.flatMap(({ fact, ...stamp }) => telling.tell(fact, stamp) ?? []);
  const actors = await actorsOf(
    deps,
    told.map(({ by }) => by),
  );
  const timeline = told.map(({ event, by }) => ({ ...event, by: actors(by) }));
  return {
    timeline: timeline.slice(0, MAX_ORDER_FACTS),
    facts,
    hasMore: stored.length > MAX_ORDER_FACTS,
  };
}

async function factsAbout(
  { readers, store }: Deps,
  streamId: string,
  placedSeq: number,
  { orderId, shipmentIds, claimIds }: AskedOrder,
): Promise<StoredFact[]> {
  const head = await store.head(streamId);
  const ids = [orderId, ...shipmentIds, ...claimIds];
  const facts: StoredFact[] = [];
  for (let seq = placedSeq - 1; seq < (head?.seq ?? 0) && facts.length <= MAX_ORDER_FACTS; ) {
    const untilSeq = seq + FACTS_AT_ONCE;
    const limit = MAX_ORDER_FACTS + 1 - facts.length;
    const types = orderFactTypes;
    facts.push(
      ...(await readers.factsNaming({ logId: streamId, afterSeq: seq, untilSeq, ids, types, limit })),
    );
    seq = untilSeq;
  }
  return facts;
}

/** Who caused facts, with what those who work here are called and do now. */
async function actorsOf(
  { directory }: Pick<Deps, 'directory'>,
  causes: readonly Caused[],
): Promise<(by: Caused) => OrderEvent['by']> {
  const ids = new Set(causes.flatMap((each) => (each.who === 'staff' && each.by ? [each.by.staffId] : [])));
  const known = await Promise.all([...ids].map((staffId) => directory.staffById(staffId)));
  const staff = new Map(known.flatMap((each) => (each ? [[each.staffId, each] as const] : [])));
  return (cause) => {
    if (cause.who !== 'staff') return { who: cause.who };
    if (!cause.by) return { who: 'staff' };
    const { staffId, device } = cause.by;
    const found = staff.get(staffId);
    return {
      who: 'staff',
      staffId,
      device,
      ...(found && { name: found.name, ...secondNames({ nameEn: found.nameEn }), role: found.role }),
    };
  };
}
