import { sayWhoSells, whoDescribedShop } from './application/about-shop.ts';
import { buyerCache } from './application/account/buyer-cache.ts';
import { notFound } from './application/ack.ts';
import type { Application } from './application/application.ts';
import { findPeople, indexOf } from './application/buyers/find-people.ts';
import { liftOneLimit, limitOneBuyer } from './application/buyers/limits.ts';
import { buyerContacts, officeBuyer, officeBuyers } from './application/buyers/office-buyers.ts';
import { cartChanges } from './application/cart-changes.ts';
import { aboutGood, wholeProduct } from './application/catalogue/about.ts';
import { changeGood, changeGoods, previewGoods } from './application/catalogue/change.ts';
import { makeProduct } from './application/catalogue/create.ts';
import { productFacets } from './application/catalogue/facets.ts';
import { floorPricesSeen } from './application/catalogue/floor-prices-seen.ts';
import { productsOfShop } from './application/catalogue/found-by.ts';
import { previewImport, takeImport } from './application/catalogue/import-file.ts';
import { ownStreams } from './application/catalogue/own-streams.ts';
import { streamReturns } from './application/catalogue/returns.ts';
import { forgetLineup, keepLineup, savedLineups } from './application/catalogue/saved-lineups.ts';
import { soldCounts } from './application/catalogue/sold.ts';
import { openChats } from './application/chat/chats.ts';
import type { ApplicationDeps } from './application/deps.ts';
import type { StreamEngine } from './application/engines.ts';
import { homeOf, takeTimeZone } from './application/home.ts';
import { networkTags } from './application/network-tags.ts';
import { findOrder } from './application/order/find-order.ts';
import { myOrder, myOrders } from './application/order/my-orders.ts';
import { myVouchers } from './application/order/my-vouchers.ts';
import { officeOrder } from './application/order/office-order.ts';
import { officeOrders } from './application/order/office-orders.ts';
import { officeToday } from './application/order/office-today.ts';
import { addNote, deleteNote, orderNotes } from './application/order/order-notes.ts';
import { officeOrderPages } from './application/order/order-pages.ts';
import { orderRefund } from './application/order/order-refund.ts';
import { orderQuote, orderStatus } from './application/order/queries.ts';
import { readableStreams } from './application/order/readable-streams.ts';
import { toldOrder } from './application/order/told-order.ts';
import { channelOrders } from './application/parcel/channel-orders.ts';
import { claimTexts, keepClaimText, myClaimTexts } from './application/parcel/claim-texts.ts';
import { myParcels, packingOf, packingStreams, parcelsToPrint } from './application/parcel/packing.ts';
import { takeNotice } from './application/payment/settle.ts';
import { openSettlementAdmin, type SettlementAdmin } from './application/payout/payouts.ts';
import { knownProducer, producersOfStream, sayProfile } from './application/producer-profiles.ts';
import { runBuyerCommand, runStaffCommand, whyMayNot } from './application/run-command.ts';
import { copyStream } from './application/sagas/copy-stream.ts';
import { makeRehearsal, makeStream } from './application/sagas/create-stream.ts';
import { mergeInEveryStream } from './application/sagas/merge-buyers.ts';
import { shopReports } from './application/sales/shop-report.ts';
import { originDays, sayShipDays, shopToday, streamShipDates } from './application/ship-days.ts';
import { allActivity, streamActivity } from './application/stream/activity.ts';
import { afterStreams } from './application/stream/after-stream.ts';
import { beforeStream } from './application/stream/before-stream.ts';
import { sayStreamDefaults, streamDefaults } from './application/stream/defaults.ts';
import { withGap } from './application/stream/gap-told.ts';
import { allOfficeActivity, officeActivity } from './application/stream/office-activity.ts';
import { requestShows } from './application/stream/show-requests.ts';
import { streamTeam } from './application/stream/team.ts';
import { streamTerms } from './application/stream/terms.ts';
import { rightsOn } from './market/kernel/authority.ts';
import { consoleFrame, privateView, publicView } from './market/market.ts';
import { boundsView } from './market/newcomers/set.ts';
import { cashView } from './market/order/release.ts';
import { shippingTerms } from './market/shipping/terms.ts';
import { aimsOf } from './market/stream/aims.ts';
import { streamPageView } from './market/stream/page.ts';
import { codesOf, voucherOfCode } from './market/voucher/code.ts';
import { hasStake } from './market/voucher/stake.ts';
import { aboutShop } from './shop/about.ts';
import { usualCurrency } from './shop/currency.ts';
import { type Outbox, openOutbox } from './subscribers/outbox.ts';
import { previewCallOff } from './subscribers/settlement/preview-call-off.ts';
import { previewRefund } from './subscribers/settlement/preview-refund.ts';
import { expectedOfStream } from './subscribers/settlement/shares-of-stream.ts';
import { openWebhookAdmin, type WebhookAdmin } from './subscribers/webhooks/admin.ts';
import { openDelivery } from './subscribers/webhooks/deliver.ts';

/** The use cases of the market, ready to be called by a front door. */
export function composeApplication(deps: ApplicationDeps): Application & {
  outbox: Outbox;
  settlementAdmin: SettlementAdmin | null;
  webhookAdmin: WebhookAdmin | null;
} {
  const buyers = buyerCache(deps);
  const asked = { buyers, networks: networkTags(deps) };
  const counted = cartChanges(deps);
  const soldOf = soldCounts(deps);
  const afterStream = afterStreams(deps, (stream) => expectedOfStream(deps, stream));
  const { outside = null } = deps;
  const chats = openChats(deps);
  const delivery = outside && openDelivery(deps, outside);

  const engineOf = async (streamId: string): Promise<StreamEngine> => {
    const engine = await deps.engines.stream(streamId);
    if (!engine) throw new Error(`There is no stream ${streamId}.`);
    return engine;
  };

  return {
    outbox: openOutbox(deps, delivery),
    webhookAdmin: outside && delivery ? openWebhookAdmin(deps, { ...outside, delivery }) : null,
    settlementAdmin: deps.settlement && openSettlementAdmin(deps, deps.settlement),
    live: (actor, streamId, command, request, readAtMs, joinedAtMs) =>
      counted(actor, streamId, command, request, () =>
        runBuyerCommand(deps, asked, actor, { streamId, command, request, readAtMs }, joinedAtMs),
      ),
    requestShows: (...asked) => requestShows(deps, ...asked),
    orderStatus: (...asked) => orderStatus(deps, ...asked),
    orderQuote: (actor, streamId, request, readAtMs) =>
      orderQuote(deps, asked, actor, streamId, request, readAtMs),
    async typedCode({ buyerId }, streamId, code) {
      const engine = await engineOf(streamId);
      return engine.read((state) => ({
        isKnown: voucherOfCode(state, code) !== null,
        hasStake: hasStake(state, buyerId),
      }));
    },
    console: (actor, streamId, command, request, readAtMs) =>
      runStaffCommand(deps, actor, { streamId, command, request, readAtMs }),
    chats,
    whyMayNot: (...asked) => whyMayNot(deps, ...asked),

    async readOn(streamId, told) {
      const engine = await deps.engines.stream(streamId);
      return engine ? engine.readUpTo(told) : false;
    },
    isCrowded: (streamId) => deps.engines.isCrowded(streamId),
    isFull: (streamId, inside) => deps.engines.isFull(streamId, inside),
    timeOf: (streamId, steadyMs) => deps.engines.timeOf(streamId, steadyMs),
    nextFlashEnd: (streamId, steadyMs) => deps.engines.nextFlashEnd(streamId, steadyMs),
    drawReadUntil: (streamId, steadyMs) => deps.engines.drawReadUntil(streamId, steadyMs),
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
      const isNew = await buyers.isNewIfKnown(actor);
      const view = await engine.read((state) => privateView(state, actor.buyerId, isNew));
      return { ...view, orders: view.orders.map((order) => toldOrder(deps, actor, order)) };
    },
    shopNumber: (streamId) => deps.engines.findShopNumber(streamId),
    async gmvNow(streamId) {
      const engine = await deps.engines.stream(streamId);
      const asOfMs = deps.clock.nowMs();
      return engine ? engine.read((state) => ({ asOfMs, gmv: { ...state.gmv }, aims: aimsOf(state) })) : null;
    },
    async staffGrants(streamId, actor) {
      const engine = await deps.engines.stream(streamId);
      return engine ? engine.read((state) => rightsOn(state, actor)) : null;
    },
    ownStreams: (actor, rows) => ownStreams(deps, actor, rows),
    floorPricesSeen: (actor, namedId) => floorPricesSeen(deps, actor, namedId),
    async consoleFrame(streamId, changed) {
      const engine = await engineOf(streamId);
      const { newestGap } = engine;
      const frame = await engine.read((state, head) =>
        withGap(consoleFrame(state, head.history, changed), newestGap),
      );
      const orders = frame.orders.map((order) => ({
        ...order,
        reference: deps.engines.referenceOf(streamId, order.number),
      }));
      return { ...frame, orders };
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
    orderRefund: (actor, orderId) => orderRefund(deps, actor, orderId),
    previewRefund: (actor, orderId, asked) => previewRefund(deps, actor, orderId, asked),
    orderNotes: (actor, reference) => orderNotes(deps, actor, reference),
    addNote: (actor, reference, note) => addNote(deps, actor, reference, note),
    deleteNote: (actor, reference, textId) => deleteNote(deps, actor, reference, textId),
    previewCallOff: (actor, orderId) => previewCallOff(deps, actor, orderId),
    async newcomersCash(actor, streamId) {
      const engine = await deps.engines.stream(streamId);
      const view = await engine?.read((state) => (rightsOn(state, actor) ? cashView(state) : null));
      return view ? { ok: true, ...view } : notFound();
    },
    async streamPage(actor, streamId) {
      const engine = await deps.engines.stream(streamId);
      const view = await engine?.read((state) => (rightsOn(state, actor) ? streamPageView(state) : null));
      return view ? { ok: true, ...view } : notFound();
    },
    afterStream,
    beforeStream: (actor, slug) => beforeStream(deps, actor, slug),
    streamActivity: (actor, streamId, query) => streamActivity(deps, actor, streamId, query),
    allActivity: (actor, streamId, query) => allActivity(deps, actor, streamId, query),
    officeActivity: (actor, query) => officeActivity(deps, actor, query),
    allOfficeActivity: (actor, query) => allOfficeActivity(deps, actor, query),
    streamTeam: (actor, streamId) => streamTeam(deps, actor, streamId),
    streamTerms: (actor, streamId) => streamTerms(deps, actor, streamId),
    async voucherCodes(actor, streamId) {
      const engine = await deps.engines.stream(streamId);
      const codes = await engine?.read((state) =>
        rightsOn(state, actor) ? codesOf(state, actor.staffId) : null,
      );
      return codes ? { ok: true, ...codes } : notFound();
    },
    createStream: (actor, request) => makeStream(deps, actor, request),
    savedLineups: (actor) => savedLineups(deps, actor),
    saveLineup: (actor, slug, request) => keepLineup(deps, actor, slug, request),
    deleteLineup: (actor, lineupId) => forgetLineup(deps, actor, lineupId),
    copyStream: (actor, request, practice) => copyStream(deps, actor, request, practice),
    rehearse: (actor, slug) => makeRehearsal(deps, actor, slug),
    home: () => homeOf(deps),
    findOrder: (asked) => findOrder(deps, asked),
    hasOrdered: async ({ allIds }) => (await deps.readers.streamsOrderedIn(allIds)).length > 0,
    aboutShop: () => deps.engines.shop.read(aboutShop),
    whoDescribedShop: () => whoDescribedShop(deps),
    streamDefaults: () => streamDefaults(deps),
    setStreamDefaults: (actor, request) => sayStreamDefaults(deps, actor, request),
    describeShop: (actor, request) => sayWhoSells(deps, actor, request),
    producer: (producerId) => knownProducer(deps, producerId),
    describeProducer: (actor, producerId, request) => sayProfile(deps, actor, producerId, request),
    streamProducers: (slug) => producersOfStream(deps, slug),
    originDays: () => originDays(deps),
    setShipDays: (actor, request) => sayShipDays(deps, actor, request),
    shipDates: (slug) => streamShipDates(deps, slug),
    shopToday: () => shopToday(deps),
    usualCurrency: () => deps.engines.shop.read((shop) => usualCurrency(shop)),
    takeTimeZone: (actor, timeZone) => takeTimeZone(deps, actor, timeZone),
    createProduct: (actor, request) => makeProduct(deps, actor, request),
    changeProduct: (actor, productId, of, request) => changeGood(deps, actor, productId, of, request),
    changeProducts: (actor, request) => changeGoods(deps, actor, request),
    previewProducts: (request) => previewGoods(deps, request),
    previewImport: (bytes, currency) => previewImport(deps, bytes, currency),
    takeImport: (actor, bytes, asked) => takeImport(deps, actor, bytes, asked),
    productFacets: () => deps.engines.shop.read(productFacets),
    product: (productId) => wholeProduct(deps, productId),
    productsOfShop: (productIds) => productsOfShop(deps, productIds),
    aboutGood: (slug, itemNumber) => aboutGood(deps, slug, itemNumber, soldOf),
    streamReturns: (slug) => streamReturns(deps, slug),
    async sold(slug) {
      const stream = await deps.readers.streamBySlug(slug);
      return stream && stream.rehearsalOf === null ? soldOf(stream.streamId) : null;
    },
    async hasBought(actor) {
      const isNew = await buyers.isNewIfKnown(actor);
      return isNew === null ? null : !isNew;
    },
    mergeBuyers: (fromId, intoId) => mergeInEveryStream(deps, fromId, intoId),
    payment: (notice, readAtMs) => takeNotice(deps, notice, readAtMs),
    async packing(slug) {
      const stream = await deps.readers.streamBySlug(slug);
      return stream && stream.rehearsalOf === null ? packingOf(deps, stream) : null;
    },
    packingStreams: () => packingStreams(deps),
    async parcelsToPrint(slug, shipmentIds) {
      const stream = await deps.readers.streamBySlug(slug);
      return stream ? parcelsToPrint(deps, stream, shipmentIds) : null;
    },
    async channelOrders(slug, channel) {
      const stream = await deps.readers.streamBySlug(slug);
      return stream && stream.rehearsalOf === null ? channelOrders(deps, stream, channel) : null;
    },
    keepClaimText: (actor, orderId, text) => keepClaimText(deps, actor, orderId, text),
    async claimTexts(slug, claimId) {
      const stream = await deps.readers.streamBySlug(slug);
      return stream ? claimTexts(deps, stream.streamId, claimId) : null;
    },
    myClaimTexts: (actor, claim) => myClaimTexts(deps, actor, claim),
    myParcels: (actor) => myParcels(deps, actor),
    myVouchers: (actor) => myVouchers(deps, actor),
    myOrders: (actor) => myOrders(deps, actor),
    officeOrders: (actor, asked) => officeOrders(deps, actor, asked),
    officeBuyers: (asked) => officeBuyers(deps, chats, asked),
    ...shopReports(deps),
    officeBuyer: (buyerId) => officeBuyer(deps, chats, buyerId),
    limitBuyer: (actor, request) => limitOneBuyer(deps, actor, request),
    liftLimit: (actor, request) => liftOneLimit(deps, actor, request),
    buyerContacts: (buyerId, order) => buyerContacts(deps, buyerId, order),
    findPeople: (actor, wanted) => findPeople(deps, actor, wanted),
    peopleIndex: () => indexOf(deps),
    readsOrders: async (actor) => (await readableStreams(deps, actor)).ok,
    officeToday: (actor) => officeToday(deps, actor),
    officeOrderPages: (actor, asked) => officeOrderPages(deps, actor, asked),
    officeOrder: (actor, reference) => officeOrder(deps, actor, reference),
    myOrder: (actor, orderId) => myOrder(deps, asked, actor, orderId),
  };
}
