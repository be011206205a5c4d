import type { Ack } from '../../../shared/contract/answer.ts';
import type { OrderView } from '../../../shared/market/order/contract.ts';
import type { Entry } from '../clients/journal.ts';
import type { Market } from '../market.ts';
import { drive } from '../world/drive.ts';

type Refusal = Extract<Ack<object>, { ok: false }>;

/** Said of a command that did not reach a decision: it may be sent again, and may have been accepted (I2, F7). */
const undecided = new Set(['BUSY', 'UNAVAILABLE', 'INTERNAL', 'RATE_LIMITED', 'FLASH_NOT_STARTED']);

/** Said of a command that may have been accepted by then. */
const unsure = new Set(['UNAVAILABLE', 'INTERNAL']);

const short = new Set(['SOLD_OUT', 'ALL_HELD', 'INSUFFICIENT', 'FLASH_QUOTA_GONE']);

/** What clients heard, against the log: nothing acknowledged is missing, nothing refused is there. */
export function judgeAnswers(market: Market): void {
  for (const entry of market.journal.entries.values()) {
    judgeAccepted(market, entry);
    judgeRefused(market, entry);
    judgeReferences(market, entry);
    const { ledger } = market.judge;
    market.shop.judgeTold(entry, (buyerId) => ledger.who(buyerId), market.complaints);
  }
}

/** [O7] whichever node answers calls an order by the number of its stream, the shop's first, and its own in the log. */
function judgeReferences({ judge, complaints }: Market, { answers }: Entry): void {
  for (const { ack } of answers) {
    if (!ack.ok || !('order' in ack)) continue;
    const { orderId, reference } = ack.order as OrderView;
    const number = judge.ledger.bought.get(orderId)?.number;
    complaints.expect(
      reference === `1-${number}`,
      'O7',
      () => `order ${orderId} was called ${reference}, its number is ${number}`,
    );
  }
}

/** [INV4] [INV6] [INV24]: an acceptance is in the log, once, where it was said to be, after what was heard before. */
function judgeAccepted({ judge, complaints }: Market, entry: Entry): void {
  const places = judge.keys.get(entry.key) ?? [];
  if (judge.ledger.policy === 'first_paid' && entry.command === 'cart:add') {
    // Nothing is promised by it, so nothing is written (H2).
    complaints.expect(places.length === 0, 'H2', () => `${entry.key} is written where no cart is kept`);
    return;
  }
  const seqs = new Set<number>();
  for (const { ack } of entry.answers) if (ack.ok && ack.seq !== undefined) seqs.add(ack.seq);
  complaints.expect(seqs.size <= 1, 'INV6', () => `${entry.key} was answered with ${[...seqs].join(', ')}`);
  for (const seq of seqs) {
    const isThere = places.some((place) => place.seq === seq);
    complaints.expect(
      isThere,
      'INV4',
      () => `${entry.key} was acknowledged at ${seq}, the log has ${JSON.stringify(places)}`,
    );
    complaints.expect(
      seq >= entry.heardSeq,
      'INV24',
      () => `${entry.key} stands at ${seq}, sent after ${entry.heardSeq} was heard`,
    );
  }
}

/**
 * [INV20] [I2] [INV23]: what is in the log is not refused any more, and a no was true when it was said. Two tries of one
 * key under way at once, at two nodes: one may be refused a moment before the other is accepted, unless it was sent as
 * the later of them.
 */
function judgeRefused({ judge, complaints, shelves }: Market, entry: Entry): void {
  const place = judge.keys.get(entry.key)?.[0];
  const acceptedMs = place && !place.isEmpty ? place.atMs : Number.POSITIVE_INFINITY;
  const isSureNo = ({ ack }: Entry['answers'][number]) => !ack.ok && !unsure.has(ack.code);
  const { answers } = entry;
  const isRefused =
    answers.length > 0 && answers.length === entry.receivedAtMs.length && answers.every(isSureNo);
  complaints.expect(
    !isRefused || acceptedMs === Number.POSITIVE_INFINITY,
    'INV20',
    () => `every try of ${entry.key} was refused, and it is in the log`,
  );
  complaints.expect(!entry.isLetGo || !place, 'I3', () => `${entry.key} was let go, and accepted after all`);
  for (const { ack, atMs, sentMs, isInDoubt } of entry.answers) {
    if (ack.ok || undecided.has(ack.code) || isAuthority(ack.code)) continue;
    complaints.expect(
      sentMs <= acceptedMs,
      'I2',
      () => `${entry.key} was refused ${ack.code} when it was in the log already`,
    );
    complaints.expect(
      !isInDoubt || !place,
      'I2',
      () => `${entry.key} was refused ${ack.code} while in doubt, and accepted after all`,
    );
    const ask = shortOf(ack);
    if (!ask || entry.itemNumber === undefined || entry.units === undefined) continue;
    const { itemNumber, units, flashId = null, arrival } = entry;
    const least = shelves.least({ itemNumber, flashId, arrival }, entry.firstSentMs, atMs);
    complaints.expect(
      least < units,
      'INV23',
      () => `${entry.key}: ${ack.code} for ${units} of item ${itemNumber}, at least ${least} were there`,
    );
  }
}

/** Who may not ask any more is told so, whatever the key once did (A1). */
function isAuthority(code: string): boolean {
  return code === 'KEY_REUSED' || code === 'FORBIDDEN' || code === 'NOT_FOUND';
}

function shortOf(ack: Refusal): boolean {
  return short.has(ack.code);
}

/** [INV16] [I3]: every order key that stayed without an answer has the same one from each node, and it is the log's. */
export async function judgeStatus(market: Market): Promise<void> {
  const { world, journal, judge, buyers, nodes, complaints } = market;
  for (const entry of journal.entries.values()) {
    if (entry.command !== 'order:place' || entry.settled) continue;
    const buyer = buyers.find(({ allIds }) => allIds.includes(entry.buyerId));
    if (!buyer) continue;
    const isAccepted = judge.keys.has(entry.key);
    for (const node of nodes) {
      const ack = await drive(world, 'A status', buyer.status(entry.key, node));
      const outcome = ack?.ok ? ack.outcome : 'none';
      complaints.expect(
        (outcome === 'accepted') === isAccepted && outcome !== 'none',
        'I3',
        () => `${node.name} says ${outcome} of ${entry.key}, accepted: ${isAccepted}`,
      );
    }
  }
}
