import { rightsOn } from '../domain/authority.ts';
import { consoleFrame } from '../domain/console-view.ts';
import { boundsView } from '../domain/newcomers/set.ts';
import { privateView } from '../domain/private-view.ts';
import { publicView } from '../domain/public-view.ts';
import { shippingTerms } from '../domain/shipping/terms.ts';
import { streamPageView } from '../domain/stream/page.ts';
import { codesOf, voucherOfCode } from '../domain/voucher/code.ts';
import { hasStake } from '../domain/voucher/stake.ts';
import type { StreamEngine } from '../engine/engines.ts';
import { buyerLookups } from './account/buyer-lookups.ts';
import { mergeEverywhere } from './account/merge.ts';
import { notFound } from './ack.ts';
import { cartChanges } from './cart-changes.ts';
import { aboutGood, wholeProduct } from './catalogue/about.ts';
import { changeGood } from './catalogue/change.ts';
import { makeProduct } from './catalogue/create.ts';
import { floorsSeen } from './catalogue/floors-seen.ts';
import { runConsole } from './console-commands.ts';
import type { FeatureDeps } from './deps.ts';
import type { Features } from './features.ts';
import { payable, runLive } from './live-commands.ts';
import { myOrder, myOrders } from './order/my-orders.ts';
import { orderQuote, orderStatus } from './order/queries.ts';
import { type Outbox, openOutbox } from './outbox.ts';
import { channelOrders } from './parcel/channel-orders.ts';
import { deskOf, deskStream, myParcels, parcelsToPrint } from './parcel/desk.ts';
import { takeNotice } from './payment/settle.ts';
import { openSettlementDesk, type SettlementDesk } from './settlement/desk.ts';
import { makeRehearsal, makeStream } from './stream/create.ts';
import { withGap } from './stream/gap-told.ts';
import { openDelivery } from './webhooks/deliver.ts';
import { openWebhookDesk, type WebhookDesk } from './webhooks/desk.ts';

/** Streams that a desk may still have parcels of. */
const MAX_DESK_STREAMS = 100;

/** The use cases of the market, ready to be called by a front door. */
export function buildFeatures(deps: FeatureDeps): Features & {
  outbox: Outbox;
  settlementDesk: SettlementDesk | null;
  webhookDesk: WebhookDesk | null;
} {
  const lookups = buyerLookups(deps);
  const counted = cartChanges(deps);
  const { outside = null } = deps;
  const delivery = outside && openDelivery(deps, outside);

  const engineOf = async (streamId: string): Promise<StreamEngine> => {
    const engine = await deps.engines.stream(streamId);
    if (!engine) throw new Error(`There is no stream ${streamId}.`);
    return engine;
  };

  return {
    outbox: openOutbox(deps, delivery),
    webhookDesk: outside && delivery ? openWebhookDesk(deps, { ...outside, delivery }) : null,
    settlementDesk: deps.settlement && openSettlementDesk(deps, deps.settlement),
    live: (actor, streamId, command, request, receivedAtMs, joinedAtMs) =>
      counted(actor, streamId, command, request, () =>
        runLive(deps, lookups, actor, streamId, command, request, receivedAtMs, joinedAtMs),
      ),
    orderStatus: (...asked) => orderStatus(deps, ...asked),
    orderQuote: (actor, streamId, request, receivedAtMs) =>
      orderQuote(deps, lookups, actor, streamId, request, receivedAtMs),
    async typedCode({ buyerId }, streamId, code) {
      const engine = await engineOf(streamId);
      return engine.read((state) => ({
        isKnown: voucherOfCode(state, code) !== null,
        hasStake: hasStake(state, buyerId),
      }));
    },
    console: (actor, streamId, command, request, receivedAtMs) =>
      runConsole(deps, actor, streamId, command, request, receivedAtMs),

    async readOn(streamId, told) {
      const engine = await deps.engines.stream(streamId);
      return engine ? engine.readUpTo(told) : false;
    },
    isCrowded: (streamId) => deps.engines.isCrowded(streamId),
    isFull: (streamId, inside) => deps.engines.isFull(streamId, inside),
    nextFlashEnd: (streamId, nowMs) => deps.engines.nextFlashEnd(streamId, nowMs),
    comeAgainMs: (streamId) => deps.engines.comeAgainMs(streamId),
    trouble: (streamId) => (deps.engines.isStorageFull(streamId) ? 'storage_full' : null),
    async position(streamId) {
      const engine = await deps.engines.stream(streamId);
      if (!engine) return null;
      return engine.read((state, head) => ({
        streamId,
        history: head.history,
        seq: head.seq,
        view: publicView(state),
      }));
    },
    async privateView(streamId, actor) {
      const engine = await engineOf(streamId);
      const isNew = await lookups.isNewIfKnown(actor);
      const view = await engine.read((state) => privateView(state, actor.buyerId, isNew));
      return { ...view, orders: view.orders.map((order) => payable(deps, actor, order)) };
    },
    async staffGrants(streamId, actor) {
      const engine = await deps.engines.stream(streamId);
      return engine ? engine.read((state) => rightsOn(state, actor)) : null;
    },
    floorsSeen: (actor) => floorsSeen(deps, actor),
    async consoleFrame(streamId, items, orders, vouchers) {
      const engine = await engineOf(streamId);
      const { newestGap } = engine;
      return engine.read((state, head) =>
        withGap(consoleFrame(state, head.history, items, orders, vouchers), newestGap),
      );
    },

    async shippingTerms(actor, streamId) {
      const engine = await deps.engines.stream(streamId);
      const terms = await engine?.read((state) => (rightsOn(state, actor) ? shippingTerms(state) : null));
      return terms ? { ok: true, ...terms } : notFound();
    },
    async bounds(actor, streamId) {
      const engine = await deps.engines.stream(streamId);
      const bounds = await engine?.read((state) => (rightsOn(state, actor) ? boundsView(state) : null));
      return bounds ? { ok: true, ...bounds } : notFound();
    },
    async streamPage(actor, streamId) {
      const engine = await deps.engines.stream(streamId);
      const view = await engine?.read((state) => (rightsOn(state, actor) ? streamPageView(state) : null));
      return view ? { ok: true, ...view } : notFound();
    },
    async voucherCodes(actor, streamId) {
      const engine = await deps.engines.stream(streamId);
      const codes = await engine?.read((state) =>
        rightsOn(state, actor) ? codesOf(state, actor.staffId) : null,
      );
      return codes ? { ok: true, ...codes } : notFound();
    },
    createStream: (actor, request) => makeStream(deps, actor, request),
    rehearse: (actor, slug) => makeRehearsal(deps, actor, slug),
    createProduct: (actor, request) => makeProduct(deps, actor, request),
    changeProduct: (actor, productId, of, request) => changeGood(deps, actor, productId, of, request),
    product: (productId) => wholeProduct(deps, productId),
    aboutGood: (slug, itemNumber) => aboutGood(deps, slug, itemNumber),
    mergeBuyers: (fromId, intoId) => mergeEverywhere(deps, fromId, intoId),
    payment: (notice, receivedAtMs) => takeNotice(deps, notice, receivedAtMs),
    async desk(slug) {
      const stream = await deps.readers.streamBySlug(slug);
      return stream && stream.rehearsalOf === null ? deskOf(deps, stream) : null;
    },
    async deskStreams() {
      const rows = await deps.readers.streams({ rehearsals: false, limit: MAX_DESK_STREAMS });
      return rows.filter(({ status }) => status === 'ENDED' || status === 'CLOSED').map(deskStream);
    },
    async parcelsToPrint(slug, shipmentIds) {
      const stream = await deps.readers.streamBySlug(slug);
      return stream ? parcelsToPrint(deps, stream, shipmentIds) : null;
    },
    async channelOrders(slug, channel) {
      const stream = await deps.readers.streamBySlug(slug);
      return stream && stream.rehearsalOf === null ? channelOrders(deps, stream, channel) : null;
    },
    myParcels: (actor) => myParcels(deps, actor),
    myOrders: (actor) => myOrders(deps, actor),
    myOrder: (actor, orderId) => myOrder(deps, actor, orderId),
  };
}
