import type { KeyEntry } from '../journal/reader.ts';
import { ACCEPTED, NEVER_SEEN, REFUSED } from '../journal/records.ts';
import type { LedgerKey, LedgerOrder } from './read-orders.ts';
import { rowOf, type VerdictRow, Wrongs } from './row.ts';

/** What clients wrote down, beside what the ledger holds. */
export interface OrderEvidence {
  keys: ReadonlyMap<string, KeyEntry>;
  buyerIds: readonly string[];
  orders: ReadonlyMap<string, LedgerOrder>;
  ledgerKeys: readonly LedgerKey[];
  /** Nobody else ordered here: an order of a stranger is one that no client sent. */
  isOwnStream: boolean;
}

/** The rows about single orders: acknowledged, unknown, unheard of, doubled, refused. */
export function judgeOrders(evidence: OrderEvidence): VerdictRow[] {
  const byKey = groupedByKey(evidence.ledgerKeys);
  return [
    ackedAreStored(evidence, byKey),
    unknownAreSettled(evidence, byKey),
    ordersWereSent(evidence),
    keysAreSingle(evidence, byKey),
    refusalsLeftNothing(evidence, byKey),
    placesFollowTime(evidence),
  ];
}

function groupedByKey(ledgerKeys: readonly LedgerKey[]): Map<string, LedgerKey[]> {
  const byKey = new Map<string, LedgerKey[]>();
  for (const row of ledgerKeys) {
    const known = byKey.get(row.key);
    if (known) known.push(row);
    else byKey.set(row.key, [row]);
  }
  return byKey;
}

/** INV4: what was acknowledged is there, under its own key and its own buyer, and its key is answered the same for ever. */
function ackedAreStored(
  { keys, orders, buyerIds }: OrderEvidence,
  byKey: ReadonlyMap<string, LedgerKey[]>,
): VerdictRow {
  const missing = new Wrongs();
  let acked = 0;
  for (const [key, { outcome, orderId, viewer }] of keys) {
    if (outcome !== ACCEPTED || orderId === null) continue;
    acked += 1;
    const isStored = orders.get(orderId)?.buyerId === buyerIds[viewer];
    const isKept = byKey.get(key)?.some((row) => row.orderId === orderId && row.buyerId === buyerIds[viewer]);
    if (!isStored) missing.add(`order ${orderId} was acknowledged and is not there`);
    else if (!isKept) missing.add(`order ${orderId} was acknowledged and its key ${key} is not kept`);
  }
  return rowOf(
    'acknowledged orders',
    `${acked}   in SQL ${acked - missing.count}   missing ${missing.count}`,
    missing,
  );
}

/** I3: where no answer was heard, `order:status` says what the ledger says. */
function unknownAreSettled({ keys }: OrderEvidence, byKey: ReadonlyMap<string, LedgerKey[]>): VerdictRow {
  const wrongs = new Wrongs();
  let unknown = 0;
  let stored = 0;
  for (const [key, entry] of keys) {
    const isDefinite = entry.outcome === ACCEPTED || entry.outcome === REFUSED;
    if (isDefinite && entry.byStatus === null) continue;
    unknown += 1;
    const inLedger = byKey.get(key)?.[0]?.orderId ?? null;
    if (inLedger !== null) stored += 1;
    const isSame =
      inLedger === null
        ? entry.byStatus === NEVER_SEEN || entry.byStatus === REFUSED
        : entry.byStatus === ACCEPTED && entry.orderId === inLedger;
    if (!isSame)
      wrongs.add(`key ${key}: the ledger has ${inLedger ?? 'no order'}, the client was told otherwise`);
  }
  const same = wrongs.count === 0 ? 'yes' : `no (${wrongs.count})`;
  return rowOf(
    'unknown at the client',
    `${unknown}   in SQL ${stored} / not ${unknown - stored}   each answered the same by order:status ${same}`,
    wrongs,
  );
}

/** INV5: every order was sent by a client, with this very payload. */
function ordersWereSent({ keys, orders, ledgerKeys, buyerIds, isOwnStream }: OrderEvidence): VerdictRow {
  const wrongs = new Wrongs();
  const ours = new Set(buyerIds);
  const keyOf = new Map(ledgerKeys.map((row) => [row.orderId, row]));
  for (const [orderId, { buyerId }] of orders) {
    if (!isOwnStream && !ours.has(buyerId)) continue;
    const row = keyOf.get(orderId);
    const entry = row && keys.get(row.key);
    if (!entry) wrongs.add(`order ${orderId}: no client sent it`);
    else if (entry.hash !== row.hash) wrongs.add(`order ${orderId}: no client sent this payload`);
    else if (buyerIds[entry.viewer] !== buyerId) wrongs.add(`order ${orderId}: another buyer sent it`);
  }
  return rowOf('orders in SQL without a journal entry', String(wrongs.count), wrongs);
}

/** INV6: one key, one order, and one answer. */
function keysAreSingle(
  { keys, ledgerKeys }: OrderEvidence,
  byKey: ReadonlyMap<string, LedgerKey[]>,
): VerdictRow {
  const wrongs = new Wrongs();
  for (const [key, rows] of byKey) {
    const orderIds = new Set(rows.map(({ orderId }) => orderId).filter((orderId) => orderId !== null));
    if (orderIds.size > 1) wrongs.add(`key ${key} has ${orderIds.size} orders`);
  }
  const seen = new Set<string>();
  for (const { orderId, key } of ledgerKeys) {
    if (orderId === null) continue;
    if (seen.has(orderId)) wrongs.add(`order ${orderId} stands under a second key, ${key}`);
    seen.add(orderId);
  }
  for (const [key, { isContradicted }] of keys) {
    if (isContradicted) wrongs.add(`key ${key} was answered in two ways`);
  }
  return rowOf('keys with more than one order', String(wrongs.count), wrongs);
}

/** INV20: what was refused for good is nowhere, unless as the refusal. */
function refusalsLeftNothing({ keys }: OrderEvidence, byKey: ReadonlyMap<string, LedgerKey[]>): VerdictRow {
  const wrongs = new Wrongs();
  let refused = 0;
  for (const [key, { outcome, code }] of keys) {
    if (outcome !== REFUSED) continue;
    refused += 1;
    if (byKey.get(key)?.some((row) => row.refused === null))
      wrongs.add(`key ${key} was refused (${code}) and is kept as accepted`);
  }
  return rowOf('refusals that changed state', `${wrongs.count} of ${refused}`, wrongs);
}

/** INV24: who sent an order after an ack had been heard has a later place than the order of that ack. */
function placesFollowTime({ keys }: OrderEvidence): VerdictRow {
  const wrongs = new Wrongs();
  const acked = [...keys].filter(([, { outcome, byStatus }]) => outcome === ACCEPTED && byStatus === null);
  const byAnswer = [...acked].sort(([, a], [, b]) => a.answeredMs - b.answeredMs);
  const bySending = acked.sort(([, a], [, b]) => a.sentMs - b.sentMs);
  let heard = 0;
  let newestSeq = 0;
  for (const [key, { sentMs, seq }] of bySending) {
    for (let next = byAnswer[heard]; next && next[1].answeredMs < sentMs; next = byAnswer[heard]) {
      newestSeq = Math.max(newestSeq, next[1].seq);
      heard += 1;
    }
    if (seq <= newestSeq)
      wrongs.add(`key ${key} has place ${seq}; ${newestSeq} was answered before it was sent`);
  }
  return rowOf(
    'orders placed before what was answered earlier',
    `${wrongs.count} of ${acked.length}`,
    wrongs,
  );
}
