import type { Request } from 'express';
import type { Product } from '../../../../shared/contract/catalogue.ts';
import { orderSums } from '../../../../shared/market/order/sums.ts';
import { id } from '../../../../shared/values/ids.ts';
import { shopNameIn } from '../../../../shared/values/names.ts';
import { referenceOf } from '../../../../shared/values/reference.ts';
import { policiesOf } from '../../../../shared/values/shop-policies.ts';
import { orderPage } from '../../../application/order/order-page.ts';
import { viewOfRow } from '../../../application/order/row-view.ts';
import type { OrderWithLines } from '../../../ports/readers.ts';
import type { StreamRow } from '../../../ports/rows.ts';
import type { SandboxLine, SandboxOrder } from '../../../ports/sandbox-provider.ts';
import type { GatewayDeps } from '../../deps.ts';
import { pagesOrigin } from '../../visitors/origin.ts';

type Deps = Pick<GatewayDeps, 'readers' | 'application' | 'settlementAdmin' | 'clock' | 'config'>;

/**
 * The order of a payment page, and of no other.
 * @param isAnswered the page shows a try's result: only then other ways of payment are looked up
 * @returns null for an unknown order, or one that is not paid in the sandbox
 */
export async function sandboxOrder(
  deps: Deps,
  request: Request,
  isAnswered = false,
): Promise<SandboxOrder | null> {
  const { readers, application, settlementAdmin, clock, config } = deps;
  const orderId = id.safeParse(request.params.orderId);
  if (!orderId.success) return null;
  const found = await readers.orderById(orderId.data);
  const stream = found && (await readers.streamById(found.order.streamId));
  if (!found || !stream || found.order.payment !== 'sandbox') return null;
  const view = viewOfRow(found);
  const { about } = await application.aboutShop();
  const origin = pagesOrigin(config, request);
  const leftMs = view.status === 'PLACED' ? Math.max(0, view.payByMs - clock.nowMs()) : 0;
  return {
    ...orderSums(view),
    orderId: view.orderId,
    reference: referenceOf(await application.shopNumber(stream.streamId), view.number),
    status: view.status,
    totalMinor: view.totalMinor,
    refundedMinor: view.refundedMinor,
    shippingRefundedMinor: view.shippingRefundedMinor,
    payByMs: view.payByMs,
    paidAtMs: view.paidAtMs,
    lines: await linesOf(readers, found),
    currency: stream.currency,
    leftMs,
    timeZone: (await settlementAdmin?.timeZone()) ?? 'UTC',
    seller: { zh: shopNameIn('zh', about), en: shopNameIn('en', about) },
    contact: about.contact,
    complaintPhone: about.complaintPhone,
    licences: about.licences,
    policies: policiesOf(about),
    stream: {
      ...{ zh: stream.title, en: stream.titleEn },
      host: { zh: stream.hostName, en: stream.hostNameEn },
      url: `${origin}/s/${stream.slug}`,
    },
    isPaidAtDoorToo: isAnswered && leftMs > 0 && (await takesCash(application, stream)),
    returnUrl: orderPage(origin, orderId.data),
  };
}

/** Whether a stream takes cash on delivery, as long as orders of it are open. */
async function takesCash(
  application: Deps['application'],
  { streamId, status }: StreamRow,
): Promise<boolean> {
  if (status !== 'LIVE' && status !== 'INTERRUPTED' && status !== 'ENDED') return false;
  const position = await application.position(streamId);
  return position?.view.stream?.payments.includes('cash_on_delivery') ?? false;
}

/** The lines of an order, with the products' present pictures and producers. */
async function linesOf(readers: Deps['readers'], found: OrderWithLines): Promise<SandboxLine[]> {
  const ids = [...new Set(found.lines.map(({ productId }) => productId))];
  const asked = ids.map(async (productId) => [productId, await readers.productById(productId)] as const);
  const products = new Map<string, Product | null>(await Promise.all(asked));
  const { lines } = viewOfRow(found);
  return lines.map(({ name, nameEn = '', units, unitPriceMinor, unfilledUnits }, index) => {
    const product = products.get(found.lines[index]?.productId ?? '');
    return {
      ...{ units, unitPriceMinor, unfilledUnits },
      name: { zh: name, en: nameEn },
      producer: { zh: product?.producer ?? '', en: product?.producerEn ?? '' },
      picture: product?.picture ?? '',
    };
  });
}
