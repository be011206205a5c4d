import type { RefundView } from '../../../shared/contract/order-refund.ts';
import type { Refusal } from '../../../shared/contract/refusals.ts';
import { secondNames } from '../../../shared/values/names.ts';
import { ok, type Result, refuse } from '../../../shared/values/result.ts';
import type { Order } from '../../market/order/order.ts';
import { mostBack } from '../../market/order/refund.ts';
import { isUnpaidCash } from '../../market/order/refund-amount.ts';
import { unitsToPack } from '../../market/parcel/after-sale.ts';
import type { StreamState } from '../../market/state.ts';
import type { StreamRow } from '../../ports/rows.ts';
import { producersOf } from '../../shop/producers.ts';
import type { StaffActor } from '../application.ts';
import type { ApplicationDeps } from '../deps.ts';
import { whyMayNot } from '../run-command.ts';

type Deps = Pick<ApplicationDeps, 'readers' | 'engines'>;

/** An order as its stream knows it, also one that it has forgotten, with its stream. */
export interface HelpedOrder {
  order: Order;
  stream: StreamRow;
  names: ReadonlyMap<number, { name: string; nameEn?: string | undefined }>;
}

/** An order that somebody may refund (A1). Refusals: NOT_FOUND, FORBIDDEN. */
export async function helpedOrder(
  { readers, engines }: Deps,
  actor: StaffActor,
  orderId: string,
): Promise<Result<HelpedOrder, Refusal>> {
  const found = await readers.orderById(orderId);
  const stream = found && (await readers.streamById(found.order.streamId));
  const engine = stream && (await engines.stream(stream.streamId));
  if (!engine) return refuse({ code: 'NOT_FOUND' });
  const refusal = await whyMayNot({ engines }, actor, stream.streamId, 'host');
  if (refusal) return refuse(refusal);
  const { known, names } = await engine.read((state) => lookAt(state, orderId));
  if (known) return ok({ order: known, stream, names });
  const body = await readers.closedOrder(stream.streamId, orderId);
  // Between two looks it may have come back into memory: whoever asks again finds it there.
  if (body === null) return refuse({ code: 'UNAVAILABLE', retryAfterMs: 100 });
  return ok({ order: JSON.parse(body) as Order, stream, names });
}

/** What can be refunded of an order now (O8). Refusals: as `helpedOrder`. */
export async function orderRefund(
  deps: Deps,
  actor: StaffActor,
  orderId: string,
): Promise<Result<RefundView, Refusal>> {
  const found = await helpedOrder(deps, actor, orderId);
  if (!found.ok) return found;
  const { order, stream, names } = found.value;
  const producers = await deps.engines.shop.read((shop) => producersOf(shop));
  const lines = new Map<string, RefundView['lines'][number]>();
  for (const [lineIndex, line] of order.lines.entries()) {
    const { itemNumber, unitPriceMinor, units, payMinor, producerId } = line;
    const { producer = '', producerEn } = producers.get(producerId) ?? {};
    const id = `${itemNumber} ${unitPriceMinor}`;
    const known = lines.get(id) ?? {
      ...{ itemNumber, unitPriceMinor, name: '', ...names.get(itemNumber) },
      ...{ units: 0, openUnits: 0, paidMinor: 0 },
      producer: { name: producer, ...secondNames({ nameEn: producerEn }) },
      mostMinor: { producer: 0, host: 0, shop: 0 },
    };
    lines.set(id, known);
    known.units += units;
    known.paidMinor += payMinor;
    if (order.status === 'PAID') known.openUnits += Math.max(0, unitsToPack(order, line, lineIndex));
    if (order.status !== 'PAID' && order.status !== 'COMPLETED') continue;
    for (const bearer of ['producer', 'host', 'shop'] as const) {
      known.mostMinor[bearer] += mostBack(order, lineIndex, bearer);
    }
  }
  const { status, payment, totalMinor, refundedMinor: backMinor } = order;
  return ok({
    ...{ orderId, reference: deps.engines.referenceOf(stream.streamId, order.number), status, payment },
    ...{ currency: stream.currency, totalMinor, backMinor, isUnpaidCash: isUnpaidCash(order) },
    lines: [...lines.values()],
  });
}

function lookAt(state: Readonly<StreamState>, orderId: string) {
  const known = state.orders.look(orderId);
  const names = new Map<number, { name: string; nameEn?: string | undefined }>();
  for (const { itemNumber, name, nameEn } of state.items.values())
    names.set(itemNumber, { name, ...secondNames({ nameEn }) });
  return { known: known && structuredClone(known), names };
}
