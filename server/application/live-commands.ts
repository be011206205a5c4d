import type { Ack } from '../../shared/contract/command.ts';
import type { PaymentMethod } from '../../shared/contract/payment.ts';
import type { RefusalOf } from '../../shared/contract/refusals.ts';
import type { LiveReply, LiveRequest } from '../../shared/protocol.ts';
import { addToCart } from '../market/cart/add.ts';
import { removeFromCart } from '../market/cart/remove.ts';
import type { DecideAt, Decision } from '../market/kernel/decision.ts';
import { refused } from '../market/kernel/decision.ts';
import { cancelOrder } from '../market/order/cancel.ts';
import { placeOrder } from '../market/order/place.ts';
import type { LookedUp } from '../market/order/recall.ts';
import { openClaim } from '../market/parcel/claim.ts';
import type { StreamState } from '../market/state.ts';
import { joinWaitlist } from '../market/waitlist/join.ts';
import { leaveWaitlist } from '../market/waitlist/leave.ts';
import type { BuyerLookups } from './account/buyer-lookups.ts';
import { ackOf, notFound, refusalAck } from './ack.ts';
import type { FeatureDeps } from './deps.ts';
import type { BuyerActor, LiveMutation } from './features.ts';
import { keyOf } from './key-of.ts';
import { aboutOrder } from './order/look-up.ts';
import { orderPage } from './order/order-page.ts';
import { readReceipt } from './receipt.ts';

/** What a buyer's command knows besides its request: looked up before the cut. */
interface Before {
  buyerId: string;
  isNewInShop: boolean;
  phoneTag: string | null;
  country: string | null;
  joinedAtMs: number | null;
  lookedUp: LookedUp | null;
  isPracticeOff: boolean;
  receiptAtMs: number | null;
}

interface LiveSpec<C extends LiveMutation> {
  /** What has to be looked up; nothing else is. */
  needs: readonly ('isNew' | 'phone')[];
  /** One at a time per buyer: a second order while the first is decided would surprise everybody. */
  isExclusive?: true;
  decide(
    state: StreamState,
    request: LiveRequest<C>,
    by: DecideAt & Before,
  ): Decision<Omit<LiveReply<C>, 'replay'>>;
}

/** What a buyer may ask of a stream, and which rule decides. */
const specs: { [C in LiveMutation]: LiveSpec<C> } = {
  'cart:add': { needs: ['isNew'], decide: addToCart },
  'cart:remove': { needs: [], decide: removeFromCart },
  'order:place': { needs: ['isNew', 'phone'], isExclusive: true, decide: placeOrder },
  'order:cancel': { needs: [], decide: cancelOrder },
  'claim:open': { needs: [], decide: openClaim },
  'waitlist:join': { needs: ['isNew'], decide: joinWaitlist },
  'waitlist:leave': { needs: [], decide: leaveWaitlist },
};

/** True for a command that is decided here: not a question, nor what a page only tells. */
export function isLiveMutation(command: string): command is LiveMutation {
  return Object.hasOwn(specs, command);
}

/** What may promise units: none of it while the books are not trusted here (S6). */
const promises: ReadonlySet<LiveMutation> = new Set(['cart:add', 'order:place', 'waitlist:join']);

/** Runs one command of a buyer. A rehearsal is not there for buyers (S1). */
export async function runLive<C extends LiveMutation>(
  deps: FeatureDeps,
  lookups: BuyerLookups,
  actor: BuyerActor,
  streamId: string,
  command: C,
  request: LiveRequest<C>,
  receivedAtMs: number,
  joinedAtMs: number | null,
): Promise<Ack<LiveReply<C>>> {
  const spec: LiveSpec<C> = specs[command];
  const exclusive = spec.isExclusive ? { exclusive: actor.buyerId } : {};
  const engine = await deps.engines.stream(streamId);
  if (!engine) return notFound();
  const refusal = engine.earlyRefusal({ ids: actor.allIds, key: request.key, ...exclusive });
  if (refusal) return refusalAck(refusal);
  const [isNewInShop, address] = await Promise.all([
    spec.needs.includes('isNew') ? lookups.isNew(actor) : false,
    spec.needs.includes('phone') && 'addressId' in request
      ? lookups.address(actor, streamId, request.addressId)
      : null,
  ]);
  if (deps.pausedHere.has(streamId) && promises.has(command)) {
    return refusalAck({ code: 'SELLING_PAUSED' });
  }
  const phoneTag = address?.tag ?? null;
  const country = address?.country ?? null;
  const { buyerId, isPracticeOff = false } = actor;
  const receiptAtMs = readReceipt(deps.secrets, { actor, streamId, command, request });
  const before = { buyerId, isNewInShop, phoneTag, country, joinedAtMs, isPracticeOff, receiptAtMs };
  const key = keyOf(command, request);
  const submit = (lookedUp: LookedUp | null) =>
    engine.submit<Omit<LiveReply<C>, 'replay'>>({
      receivedAtMs,
      ids: actor.allIds,
      key,
      ...exclusive,
      decide: (state, at) =>
        state.rehearsalOf === null
          ? spec.decide(state, request, { ...at, ...before, lookedUp })
          : refused({ code: 'NOT_FOUND' }),
    });
  const outcome =
    'orderId' in request
      ? await aboutOrder(deps, engine, { streamId, orderId: request.orderId, buyerId: actor.buyerId }, submit)
      : await submit(null);
  return withPayUrl(deps, actor, ackOf(outcome)) as Ack<LiveReply<C>>;
}

/** Adds where to pay to the orders in an answer, those that stand in the way of another too: only the provider knows. */
function withPayUrl<T extends object>(deps: Pick<FeatureDeps, 'providers'>, actor: BuyerActor, ack: T): T {
  if ('code' in ack && ack.code === 'UNPAID_ORDERS') {
    const { orders } = ack as unknown as RefusalOf<'UNPAID_ORDERS'>;
    const open = orders.map((order) => ({ ...order, payUrl: payUrlOf(deps, actor, order) }));
    return { ...ack, orders: open };
  }
  if (!('order' in ack)) return ack;
  const { order } = ack as { order: LiveReply<'order:place'>['order'] };
  return { ...ack, order: payable(deps, actor, order) };
}

/** An order with its pay link, while there is something to pay and a page to pay on. */
export function payable<O extends LiveReply<'order:place'>['order']>(
  deps: Pick<FeatureDeps, 'providers'>,
  actor: BuyerActor,
  order: O,
): O {
  return order.status === 'PLACED' ? { ...order, payUrl: payUrlOf(deps, actor, order) } : order;
}

function payUrlOf(
  deps: Pick<FeatureDeps, 'providers'>,
  { pagesAt, isPracticeOff }: BuyerActor,
  { orderId, payment }: { orderId: string; payment: PaymentMethod },
): string | null {
  if (isPracticeOff && payment === 'sandbox') return null;
  const returnUrl = pagesAt === undefined ? null : orderPage(pagesAt, orderId);
  return deps.providers.get(payment)?.payUrl({ orderId, returnUrl }) ?? null;
}
