import { refusalAck } from '../../server/application/ack.ts';
import type { Application, BuyerActor, StaffActor } from '../../server/application/application.ts';
import { mayDo, type Right } from '../../server/market/kernel/authority.ts';
import { rightOf } from '../../server/market/market.ts';
import type { ShowRequest } from '../../server/market/show-request/decide.ts';
import type { PaymentNotice } from '../../server/ports/payments.ts';
import type { Publication, Publications } from '../../server/ports/publication.ts';
import type { OrderWithLines, Readers } from '../../server/ports/readers.ts';
import type { OrderRow, StreamRow } from '../../server/ports/rows.ts';
import { aboutShop } from '../../server/shop/about.ts';
import { emptyShop } from '../../server/shop/state.ts';
import { streamDefaultsOf } from '../../server/shop/stream-defaults.ts';
import type { Product } from '../../shared/contract/catalogue.ts';
import type { ConsoleFrame } from '../../shared/contract/console-frame.ts';
import type { Refusal } from '../../shared/contract/refusals.ts';
import { viewOf } from '../../shared/live-view/changes.ts';
import type { Change, LiveView } from '../../shared/live-view/entries.ts';
import { changesOf, entryChange } from '../../shared/live-view/told.ts';
import type { MyOrder } from '../../shared/market/order/contract.ts';
import type { StreamSummary } from '../../shared/market/stream/contract.ts';
import { MINUTE } from '../../shared/values/time.ts';
import { emptyParts } from '../builders/empty-parts.ts';
import { noChats } from './no-chats.ts';

export const STREAM = '0190a000-0000-7000-8000-000000000001';
export const REHEARSAL = '0190a000-0000-7000-8000-000000000002';
export const ORDER = '0190a000-0000-7000-8000-0000000000aa';
const NOW = 1_790_000_000_000;

/** A command as the fake use cases got it. */
export interface Heard {
  command: string;
  request: unknown;
  actorId: string;
  /** True if practice payments do not work for this buyer. */
  isPracticeOff?: boolean;
  readAtMs: number;
  joinedAtMs: number | null;
}

/**
 * A market of one stream with as many items as asked for: it moves when the test moves it, and remembers what it was
 * told. It decides nothing; the rules have their own tests.
 */
export function fakeMarket(options: { items?: number } = {}) {
  const listeners = new Set<(publication: Publication) => void>();
  const publications: Publications = {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  let history = 'aaaa1111';
  let seq = 10;
  let view: LiveView = viewOf(firstEntries(options.items ?? 3));
  const heard: Heard[] = [];
  const notices: { notice: PaymentNotice; readAtMs: number }[] = [];
  const merges: [string, string][] = [];
  /** What was asked to be shown, batch by batch. */
  const shown: ShowRequest[][] = [];
  const orders = new Map([[ORDER, anOrder()]]);
  const products = new Map<string, Product>();
  let failure: Error | null = null;
  let gate: Promise<void> = Promise.resolve();
  /** What some may do here; null: nothing. Everybody else is a host. */
  const grants = new Map<string, { isHost: boolean; grants: never[] | ['pin'] } | null>();

  const application: Application = {
    isFull: () => false,
    chats: noChats,
    hasBought: async () => false,
    isCrowded: () => false,
    nextFlashEnd: () => null,
    drawReadUntil: () => null,
    timeOf: (_streamId, steadyMs) => steadyMs,
    comeAgainMs: () => null,
    shopNumber: async () => 12,
    gmvNow: async () => null,
    keepClaimText: async () => ({ ok: false, refusal: { code: 'NOT_FOUND' } }),
    claimTexts: async () => null,
    myClaimTexts: async () => null,
    async live(actor, _streamId, command, request, readAtMs, joinedAtMs) {
      await gate;
      if (failure) throw failure;
      const { buyerId: actorId, isPracticeOff = false } = actor;
      heard.push({ command, request, actorId, isPracticeOff, readAtMs, joinedAtMs });
      return { ok: true, seq, unitPriceMinor: 1_990, heldUntilMs: null, lateOk: false } as never;
    },
    typedCode: async () => ({ isKnown: false, hasStake: false }),
    orderQuote: async () => ({ ok: false, code: 'CART_EMPTY', message: '', retryable: false }),
    async requestShows(asked) {
      await gate;
      if (failure) throw failure;
      shown.push([...asked]);
      const answers = asked.map(({ itemNumber }) =>
        itemNumber > 100 ? ({ code: 'NOT_IN_LINEUP', itemNumber } as const) : null,
      );
      return { ok: true, seq, answers };
    },
    orderStatus: async () => ({ ok: true, outcome: 'never_seen' }),
    async console(actor, streamId, command, request, readAtMs) {
      const why = await whyMayNot(actor, streamId, rightOf(command));
      if (why) return { ...refusalAck(why), lacksRight: true };
      heard.push({ command, request, actorId: actor.staffId, readAtMs, joinedAtMs: null });
      return { ok: true, seq, version: 1, undoUntilMs: null } as never;
    },
    whyMayNot: (actor, streamId, right) => whyMayNot(actor, streamId, right),
    readOn: async (_streamId, told) => told.history === history && told.seq <= seq,
    trouble: () => null,
    async position(streamId) {
      await gate;
      return streamId === STREAM ? { streamId, history, seq, view } : null;
    },
    privateView: async (_streamId, _actor: BuyerActor) => ({
      seq,
      cart: { lines: [], firstPaid: false },
      orders: [],
    }),
    streamPage: async () => ({ ok: false, code: 'NOT_FOUND', message: '', retryable: false }),
    streamTerms: async () => ({ ok: false, code: 'NOT_FOUND', message: '', retryable: false }),
    beforeStream: async () => ({ ok: false, refusal: { code: 'NOT_FOUND' } }),
    afterStream: async () => ({ ok: false, refusal: { code: 'NOT_FOUND' } }),
    streamActivity: async () => ({ ok: false, code: 'NOT_FOUND', message: '', retryable: false }),
    officeActivity: async () => ({ ok: true, entries: [], next: null, people: [] }),
    allOfficeActivity: async () => [],
    allActivity: async () => ({ ok: false, code: 'NOT_FOUND', message: '', retryable: false }),
    streamTeam: async () => ({ ok: false, code: 'NOT_FOUND', message: '', retryable: false }),
    newcomersCash: async () => ({ ok: false, code: 'NOT_FOUND', message: '', retryable: false }),
    bounds: async () => ({ ok: false, code: 'NOT_FOUND', message: '', retryable: false }),
    staffGrants: async (streamId, actor) =>
      streamId !== STREAM
        ? null
        : grants.has(actor.staffId)
          ? grants.get(actor.staffId)!
          : { isHost: true, grants: [] },
    ownStreams: async (actor, rows) =>
      rows.filter(({ streamId }) => streamId === STREAM && grants.get(actor.staffId) !== null),
    floorPricesSeen: async () => new Set(),
    consoleFrame: async (_streamId, changed): Promise<ConsoleFrame> => ({
      history,
      to: seq,
      status: 'LIVE',
      pause: null,
      lineupVersion: 1,
      pins: [],
      order: [...(changed?.items ?? [])],
      ...emptyParts(),
      orders: (changed?.orders ?? []).map(ticker),
    }),
    voucherCodes: async () => ({ ok: true, codes: [] }),
    shippingTerms: async () => ({ ok: true, version: 0, currency: 'CNY', overseas: null, origins: [] }),
    savedLineups: async () => [],
    saveLineup: async () => ({ ok: false, code: 'NOT_FOUND', message: '', retryable: false }),
    deleteLineup: async () => ({ ok: false, code: 'NOT_FOUND', message: '', retryable: false }),
    copyStream: async () => ({ ok: false, code: 'NOT_FOUND', message: '', retryable: false }),
    createStream: async () => ({ ok: true, stream: summary }) as never,
    rehearse: async () => ({ ok: false, code: 'NOT_FOUND', message: '', retryable: false }),
    home: async () => ({ code: 'CN', callingCode: '86', currency: 'CNY' }),
    usualCurrency: async () => null,
    findOrder: async () => null,
    officeOrder: async () => ({ ok: false, refusal: { code: 'NOT_FOUND' } }),
    officeOrderPages: async () => ({ ok: false, refusal: { code: 'NOT_FOUND' } }),
    orderRefund: async () => ({ ok: false, refusal: { code: 'NOT_FOUND' } }),
    previewRefund: async () => ({ ok: false, refusal: { code: 'NOT_FOUND' } }),
    officeBuyers: async () => ({ buyers: [], next: null }),
    shopInsights: async () => ({ ok: false, refusal: { code: 'NOT_FOUND' } }),
    shopAftermath: async () => ({ ok: false, refusal: { code: 'NOT_FOUND' } }),
    officeBuyer: async () => null,
    findPeople: async () => ({ people: [], hasMore: false, index: { found: 0, all: 0 } }),
    peopleIndex: async () => ({ found: 0, all: 0 }),
    buyerContacts: async () => ({ contacts: [] }),
    orderNotes: async () => ({ ok: false, refusal: { code: 'NOT_FOUND' } }),
    addNote: async () => ({ ok: false, refusal: { code: 'NOT_FOUND' } }),
    deleteNote: async () => ({ ok: false, refusal: { code: 'NOT_FOUND' } }),
    previewCallOff: async () => ({ ok: false, refusal: { code: 'NOT_FOUND' } }),
    limitBuyer: async () => ({ ok: true, limit: null }),
    liftLimit: async () => ({ ok: true, limit: null }),
    officeOrders: async () => ({ ok: true, value: { orders: [], next: null, timeZone: 'Asia/Shanghai' } }),
    readsOrders: async () => true,
    officeToday: async () => ({
      ok: true,
      value: { asOfMs: 0, toPack: 0, late: 0, claims: 0, answerByMs: null, lowStock: [] },
    }),
    hasOrdered: async () => false,
    aboutShop: async () => aboutShop(emptyShop()),
    whoDescribedShop: async () => null,
    streamDefaults: async () => ({ ...streamDefaultsOf(emptyShop()), changed: {} }),
    setStreamDefaults: async () => ({ ok: false, code: 'FORBIDDEN', message: '', retryable: false }),
    describeShop: async () => ({ ok: false, code: 'FORBIDDEN', message: '', retryable: false }),
    producer: async () => null,
    describeProducer: async () => ({ ok: false, code: 'FORBIDDEN', message: '', retryable: false }),
    streamProducers: async () => ({ producers: [] }),
    originDays: async () => [],
    setShipDays: async () => ({ ok: false, code: 'FORBIDDEN', message: '', retryable: false }),
    shipDates: async () => ({ origins: [] }),
    sold: async () => new Map(),
    streamReturns: async () => ({ claimMs: 48 * 3_600_000, terms: [] }),
    shopToday: async () => '2026-12-01',
    takeTimeZone: async () => {},
    createProduct: async () => ({ ok: false, code: 'FORBIDDEN', message: '', retryable: false }),
    changeProducts: async () => ({ ok: false, code: 'FORBIDDEN', message: '', retryable: false }),
    previewProducts: async () => ({ changed: [], refused: [] }),
    previewImport: async () => {
      throw new Error('nothing is imported here');
    },
    takeImport: async () => ({ ok: false, code: 'FORBIDDEN', message: '', retryable: false }),
    productFacets: async () => ({ products: 0, archived: 0, low: 0, out: 0, categories: [], producers: [] }),
    changeProduct: async () => ({ ok: false, code: 'FORBIDDEN', message: '', retryable: false }),
    aboutGood: async (_slug, itemNumber) => ({
      itemNumber,
      name: 'Red potatoes',
      producerId: '0190a000-0000-7000-8000-0000000000bb',
      producer: '土豆合作社',
      origin: 'Jianchuan',
      grams: 2_500,
      isPerishable: true,
      harvestedOn: '',
      batch: '',
      shipping: { oneMinor: 500, twoMinor: 600, freeFromMinor: 8_800 },
      claimMs: 172_800_000,
    }),
    productsOfShop: async () => new Map(),
    product: async () => null,
    async mergeBuyers(from, into) {
      merges.push([from, into]);
    },
    async payment(notice, readAtMs) {
      if (failure) throw failure;
      notices.push({ notice, readAtMs });
    },
    packing: async () => null,
    packingStreams: async () => [],
    parcelsToPrint: async () => null,
    channelOrders: async () => null,
    myVouchers: async () => ({ vouchers: [] }),
    myParcels: async () => ({ parcels: [], claims: [] }),
    myOrders: async (): Promise<MyOrder[]> => [],
    myOrder: async () => null,
  };

  /** By what `staffGrants` says, which a test may replace. */
  async function whyMayNot(actor: StaffActor, streamId: string, right: Right): Promise<Refusal | null> {
    const rights = await application.staffGrants(streamId, actor);
    if (!rights) return { code: 'NOT_FOUND' };
    return mayDo(rights, right) ? null : { code: 'FORBIDDEN' };
  }

  return {
    application,
    publications,
    readers: fakeReaders(orders, products),
    /** What the tables show, by its id. */
    orders,
    products,
    heard,
    shown,
    notices,
    merges,
    grants,
    get seq() {
      return seq;
    },
    get view() {
      return view;
    },
    get history() {
      return history;
    },
    /** Commits a cut of `facts` facts with these changes, and publishes it unless it is to be lost. */
    move(
      changes: Change[],
      more: {
        urgent?: boolean;
        facts?: number;
        isLost?: boolean;
        buyers?: string[];
        orders?: string[];
        staff?: string[];
      } = {},
    ) {
      const from = seq;
      seq += more.facts ?? 1;
      view = viewOf(changesOf(view).concat(changes));
      if (more.isLost) return;
      const publication = {
        streamId: STREAM,
        history,
        from,
        to: seq,
        atMs: NOW,
        changes,
        whole: false,
        urgent: more.urgent ?? false,
        buyers: more.buyers ?? [],
        console: { ...emptyParts(), items: [1], orders: more.orders ?? [] },
        staff: more.staff ?? [],
      };
      for (const listener of listeners) listener(publication);
    },
    /** The log lost its tail: another history from here on. */
    restore(seqNow: number) {
      history = 'bbbb2222';
      seq = seqNow;
    },
    fail(fault: Error | null) {
      failure = fault;
    },
    holdBack(until: Promise<void>) {
      gate = until;
    },
  };
}

export function stock(itemNumber: number, available: number): Change {
  return entryChange('s', itemNumber, { state: 'IN_STOCK', available, nextFreeAtMs: null, flashLeft: null });
}

export function card(itemNumber: number, name = `Good ${itemNumber}`): Change {
  return ['c', itemNumber, [name, 'Producer', 'Jianchuan', 500, '', 2_990, 0]];
}

function firstEntries(items: number): Change[] {
  const numbers = Array.from({ length: items }, (_, index) => index + 1);
  return [
    [
      't',
      {
        title: 'Potato day',
        slug: 'potato-day',
        hostName: 'Host',
        status: 'LIVE',
        currency: 'CNY',
        holdPolicy: 'hold',
        payments: ['sandbox'],
        scheduledAtMs: NOW,
        liveStartMs: NOW,
        endedAtMs: null,
        closesAtMs: null,
      },
    ],
    ['o', numbers],
    ...numbers.flatMap((n): Change[] => [card(n), stock(n, 20)]),
  ];
}

/** What lists say of it. */
const summary: StreamSummary = {
  streamId: STREAM,
  slug: 'potato-day',
  title: 'Potato day',
  hostName: 'Host',
  status: 'LIVE',
  currency: 'CNY',
  scheduledAtMs: NOW,
  liveStartMs: NOW,
  endedAtMs: null,
  rehearsalOf: null,
};
const row: StreamRow = {
  ...summary,
  hostId: '0190a000-0000-7000-8000-0000000000f1',
  closedAtMs: null,
  ...{ titleEn: '', hostNameEn: '', description: '', descriptionEn: '', cover: '', pageSeq: 0 },
};
const rehearsal: StreamRow = {
  ...row,
  streamId: REHEARSAL,
  slug: 'rehearsal-x',
  status: 'REHEARSAL',
  rehearsalOf: STREAM,
};

/** An order that can be paid for a quarter of an hour. @param more what is another */
export function anOrder({
  lines = [],
  ...more
}: Partial<OrderRow> & { lines?: OrderWithLines['lines'] } = {}): OrderWithLines {
  return {
    order: {
      orderId: ORDER,
      streamId: STREAM,
      seq: 9,
      number: 'A-1<b>',
      buyerId: '0190a000-0000-7000-8000-0000000000b1',
      status: 'PLACED',
      late: false,
      payment: 'sandbox',
      placedAtMs: NOW,
      receivedAtMs: null,
      // The server of these tests goes by the machine's clock.
      payByMs: Date.now() + 15 * MINUTE,
      paidAtMs: null,
      cancelledAtMs: null,
      deliveredAtMs: null,
      goodsMinor: 5_730,
      shippingMinor: 0,
      totalMinor: 5_730,
      refundedMinor: 0,
      shippingRefundedMinor: 0,
      shownCurrency: null,
      shownRateMicros: null,
      contents: '',
      calledOff: null,
      addressId: null,
      phoneTag: null,
      shippingHostOffMinor: 0,
      shippingShopOffMinor: 0,
      vouchers: null,
      channel: 'direct',
      ...more,
    },
    lines,
  };
}

function ticker(orderId: string) {
  return {
    orderId,
    number: '1042',
    reference: '12-1042',
    atMs: NOW,
    status: 'PAID' as const,
    units: 1,
    totalMinor: 1_990,
    lines: [],
  };
}

function fakeReaders(
  orders: ReadonlyMap<string, OrderWithLines>,
  products: ReadonlyMap<string, Product>,
): Readers {
  return {
    streamBySlug: async (slug) => [row, rehearsal].find((stream) => stream.slug === slug) ?? null,
    streamById: async (streamId) => [row, rehearsal].find((stream) => stream.streamId === streamId) ?? null,
    streamsMade: async () => [],
    streams: async ({ rehearsals }) => (rehearsals ? [row, rehearsal] : [row]),
    products: async () => [],
    productCount: async () => 0,
    productCurrencies: async () => [],
    productById: async (productId) => products.get(productId) ?? null,
    productBySku: async () => null,
    ordersOf: async () => [],
    streamsOrderedIn: async () => [],
    orderByNumber: async () => null,
    factsNaming: async () => [],
    ordersListed: async () => ({ orders: [], next: null }),
    buyersRanked: async () => ({ buyers: [], next: null }),
    buyerTotals: async () => null,
    shopCurrencies: async () => ['CNY'],
    shopSales: async () => ({ totals: noSales, days: [], rows: [], rowCount: 0 }),
    shopAftermath: async () => ({ totals: noAftermath, rows: [] }),
    countOrders: async () => 0,
    orderSums: async () => ({ isAll: true, sums: [] }),
    longestOpenClaim: async () => null,
    lowStock: async () => [],
    orderById: async (orderId) => orders.get(orderId) ?? null,
    closedOrder: async () => null,
    parcels: async () => [],
    claims: async () => [],
    afterSaleCounts: async () => [],
    lateOrders: async () => [],
    soldOf: async () => [],
    buyersSince: async () => [],
    toPack: async () => [],
    completionsDue: async () => [],
    haveBought: async () => [],
    ordersByStream: async () => [],
    firstOrders: async () => [],
    shown: async () => [],
    recentLow: async () => null,
    recentLows: async () => [],
    sales: async () => salesOf(),
    ordersOfStream: async () => [],
    watched: async () => [],
    refusals: async () => [],
    exposedMinutes: async () => null,
    exposedParts: async () => null,
    itemFunnel: async () => ({ seen: null, tapped: null, oneIn: 1, added: null, refused: [] }),
  };
}

function salesOf() {
  const zero = { gmvPaidMinor: 3_980, paidUnits: 2, paidOrders: 1 };
  return {
    streamId: STREAM,
    slug: 'potato-day',
    title: 'Potato day',
    status: 'LIVE' as const,
    currency: 'CNY',
    liveStartMs: NOW,
    liveEndMs: null,
    asOfMs: NOW,
    summary: {
      gmvPlacedMinor: 3_980,
      gmvPaidMinor: 3_980,
      gmvNetOfCancellationsMinor: 3_980,
      gmvNetOfRefundsMinor: 3_980,
      bridge: { expiredMinor: 0, cancelledUnpaidMinor: 0, openMinor: 0, cancelledMinor: 0, refundedMinor: 0 },
      shipping: { chargedMinor: 0, refundedMinor: 0 },
      given: {
        ...{ voucherOrders: 0, producerMinor: 0, hostMinor: 0, shopMinor: 0 },
        ...{ shippingHostMinor: 0, shippingShopMinor: 0 },
      },
      placedOrders: 1,
      paidOrders: 1,
      paidUnits: 2,
      orderingBuyers: 1,
      payingBuyers: 1,
      keptBuyers: 1,
      aovMinor: 3_980,
      perBuyerMinor: 3_980,
      aspMinor: 1_990,
      upt: 2,
      uptHistogram: [0, 1, 0, 0] as [number, number, number, number],
      cvr: 1,
      paymentConversion: 1,
      addRate: 1,
      adders: 1,
      exposureScreens: 0,
      exposedViewers: 0,
      openedViewers: 0,
      gpmMinor: null,
      uvValueMinor: null,
      viewers: 1,
      views: 1,
      pcu: 1,
      acu: 1,
      watchSeconds: 60,
      averageWatchSeconds: 60,
    },
    items: [
      {
        itemNumber: 1,
        name: '=HYPERLINK("http://evil")',
        producer: '土豆合作社',
        category: '',
        allotted: 10,
        restocked: 0,
        available: 8,
        held: 0,
        unpaid: 0,
        flashUnits: 0,
        flashGmvMinor: 0,
        sellThrough: 0.2,
        adders: 1,
        unmetUnits: 0,
        exposureSeconds: 0,
        exposedViewers: 0,
        openedViewers: 0,
        ctr: null,
        showRequests: 0,
        ...zero,
      },
    ],
    channels: [],
    minutes: [],
    marks: [],
    retention: [],
    leftOut: { staff: 0, machines: 0, listed: [] },
  };
}

const noSales = { gmvPaidMinor: 0, paidOrders: 0, payingBuyers: 0, newBuyers: 0 };
const noAftermath = {
  ...{ cancelledMinor: 0, refundedMinor: 0, reversedOrders: 0, shipDueOrders: 0, lateOrders: 0 },
  ...{ payoutsDue: 0, payoutsOnTime: 0 },
};
