import type { RefundPreview, RefundQuery } from '../../../shared/contract/order-refund.ts';
import type { Refusal } from '../../../shared/contract/refusals.ts';
import { ok, type Result, refuse } from '../../../shared/values/result.ts';
import type { StaffActor } from '../../application/application.ts';
import type { ApplicationDeps } from '../../application/deps.ts';
import { type HelpedOrder, helpedOrder } from '../../application/order/order-refund.ts';
import { unitsOfLines } from '../../market/order/give-back.ts';
import type { Order, RefundedLine } from '../../market/order/order.ts';
import { amountOfLines } from '../../market/order/refund-amount.ts';
import { SETTLEMENT } from '../../ports/settlement.ts';
import { emptyBook, type SettledOrder, type SettlementBook } from '../../shop/ledger/book.ts';
import { deliver } from './delivery-postings.ts';
import { post, SETTLED_TYPES } from './post.ts';

/** So many facts may be ahead of the settlement before it is said that it is behind. */
const MAX_AHEAD = 1_000;

type Lines = Omit<RefundedLine, 'orderId'>[];

/**
 * What a refund would do (O8): reckoned by its own rule and by the settlement's, on a copy of what they know. Refused as the
 * refund itself would be now; BAD_REQUEST for what is neither units nor an amount.
 */
export async function previewRefund(
  deps: ApplicationDeps,
  actor: StaffActor,
  orderId: string,
  asked: RefundQuery,
): Promise<Result<RefundPreview, Refusal>> {
  const found = await helpedOrder(deps, actor, orderId);
  if (!found.ok) return found;
  const lines = linesOf(found.value.order, asked);
  if (!Array.isArray(lines)) return refuse(lines);
  const refundMinor = lines.reduce((sum, line) => sum + line.refundMinor, 0);
  const settled = await settledOrder(deps, found.value);
  return ok({ refundMinor, share: settled && (await shareWith(deps, found.value, settled, lines)) });
}

function linesOf(order: Order, { item: itemNumber, priceMinor, ...asked }: RefundQuery): Lines | Refusal {
  const { units, amountMinor, bearer } = asked;
  const line = { itemNumber, unitPriceMinor: priceMinor };
  if (units !== undefined) return unitsOfLines(order, { ...line, units }) ?? { code: 'NOT_CANCELLABLE' };
  if (amountMinor === undefined || !bearer) return { code: 'BAD_REQUEST', field: 'amountMinor' };
  return amountOfLines(order, { ...line, amountMinor, bearer, backMinor: order.refundedMinor });
}

/** An order as the settlement has it; null while facts of the order are ahead of it, or nothing is settled here. */
async function settledOrder(
  { settlement, store }: Pick<ApplicationDeps, 'settlement' | 'store'>,
  { order: { orderId }, stream: { streamId } }: HelpedOrder,
): Promise<SettledOrder | null> {
  if (!settlement) return null;
  const from = await store.cursor(SETTLEMENT, streamId);
  const ahead = await store.factsAfter(streamId, from, MAX_AHEAD, SETTLED_TYPES);
  if (ahead.length === MAX_AHEAD || ahead.some(({ body }) => body.includes(orderId))) return null;
  const [state] = await settlement.states(streamId, 'order', [orderId]);
  return state ? (JSON.parse(state.body) as SettledOrder) : null;
}

async function shareWith(
  { engines, clock }: Pick<ApplicationDeps, 'engines' | 'clock'>,
  { order: { orderId }, stream }: HelpedOrder,
  settled: SettledOrder,
  lines: Lines,
): Promise<RefundPreview['share']> {
  const terms = await engines.shop.read((shop) => [...shop.settlement.terms]);
  const stamp = { seq: Number.MAX_SAFE_INTEGER, atMs: clock.nowMs() };
  const of = new Set(lines.map(({ lineIndex }) => lineIndex));
  const bookOf = (): SettlementBook => {
    const { streamId, hostId, currency } = stream;
    const book = emptyBook({ streamId, hostId, currency }, terms);
    book.orders.set(orderId, structuredClone(settled));
    return book;
  };
  const [before, after] = [bookOf(), bookOf()];
  post(after, { type: 'order_refunded', orderId, lines }, stamp, () => {
    throw new Error('A refund asks for no placed order.');
  });
  return { beforeMinor: shareOnce(before, of, stamp), afterMinor: shareOnce(after, of, stamp) };
}

/** The producers' share of lines of the one order in a book, once all that is still to come of them is delivered. */
function shareOnce(
  book: SettlementBook,
  of: ReadonlySet<number>,
  stamp: { seq: number; atMs: number },
): number {
  const [order] = book.orders.values();
  if (!order) return 0;
  const lines = order.lines.flatMap((line, lineIndex) => {
    const units = line.units - line.goneUnits - line.deliveredUnits;
    return of.has(lineIndex) && units > 0 ? [{ orderId: order.orderId, lineIndex, units }] : [];
  });
  const rest = { shipmentId: '', origin: '', lines, shippedAtMs: stamp.atMs, isDelivered: false };
  deliver(book, rest, stamp.atMs, stamp);
  let sumMinor = 0;
  for (const [lineIndex, { deliveries }] of order.lines.entries()) {
    if (!of.has(lineIndex)) continue;
    for (const { shareMinor, reversedShareMinor } of deliveries) sumMinor += shareMinor - reversedShareMinor;
  }
  return sumMinor;
}
