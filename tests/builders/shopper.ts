import { mergeBuyers } from '../../server/market/account/merge.ts';
import { addToCart } from '../../server/market/cart/add.ts';
import { removeFromCart } from '../../server/market/cart/remove.ts';
import type { Restriction } from '../../server/market/kernel/restricted.ts';
import { privateView, publicView } from '../../server/market/market.ts';
import { cancelOrder } from '../../server/market/order/cancel.ts';
import { changeAddress } from '../../server/market/order/change-address.ts';
import { settlePayment } from '../../server/market/order/pay.ts';
import { payOnDelivery } from '../../server/market/order/pay-on-delivery.ts';
import { placeOrder } from '../../server/market/order/place.ts';
import { quoteOrder } from '../../server/market/order/quote.ts';
import { type TakeRequest, takeIntoFlash } from '../../server/market/order/take.ts';
import type { AskedLine } from '../../server/market/order/tally.ts';
import { openClaim, withdrawClaim } from '../../server/market/parcel/claim.ts';
import { joinWaitlist } from '../../server/market/waitlist/join.ts';
import { leaveWaitlist } from '../../server/market/waitlist/leave.ts';
import type { PaymentMethod, PaymentOutcome } from '../../shared/contract/payment.ts';
import { mayAdd } from '../../shared/live-view/may-add.ts';
import { shownPrice } from '../../shared/live-view/price.ts';
import type { QuoteView } from '../../shared/market/order/contract.ts';
import type { Channel } from '../../shared/values/channel.ts';
import type { SoldTerms } from '../../shared/values/return-terms.ts';
import type { ShipDates } from '../../shared/values/ship-days.ts';
import { type Attempt, idOf } from './bench.ts';
import { at, type Market } from './market.ts';
import { replyOf } from './outcomes.ts';

export interface AddStory {
  /** The price on the screen; else the one that the live view shows. */
  seen?: number;
  flashId?: string;
  /** The join ticket is sent along (F5). */
  quote?: boolean;
  /** Received then, though it arrives now: the slow way (T3). */
  receivedAtMs?: number;
  /** An earlier try was received then, by a receipt (F5). */
  receiptAtMs?: number;
  channel?: Channel;
}

export interface OrderStory {
  /** `{potato: 2}` at the price shown, or with `[units, unitPriceMinor]` at the one named. Else all that is held. */
  lines?: Record<string, number | [units: number, unitPriceMinor: number]>;
  /** The lines as they go over the wire. */
  asked?: AskedLine[];
  total?: number;
  payment?: PaymentMethod;
  channel?: Channel;
  hasAddress?: boolean;
  /** Another address of the same buyer. */
  addressId?: string;
  /** Where that is; at home if it is not said. */
  country?: string;
  /** Named by hand; else the best ones. */
  vouchers?: string[];
  /** The code of a voucher, as it was typed. */
  code?: string;
  /** Flashes whose price the buyer was asked about, and said no (F7). */
  declined?: string[];
  /** The sandbox has no payment page where this buyer is. */
  isPracticeOff?: boolean;
  /** Received then, though it arrives now: the slow way (T3). */
  receivedAtMs?: number;
  /** An earlier try was received then, by a receipt (F5). */
  receiptAtMs?: number;
  /** Since when the buyer had been watching, by a ticket; absent: nobody knows. */
  joinedAtMs?: number;
  /** What origins promise for an order of now (P4). */
  shipDates?: Record<string, ShipDates>;
  /** On what terms products may be returned, by their numbers (O6). */
  soldTerms?: Record<number, SoldTerms>;
}

/** One buyer of the story: sees the live view, sends what a screen would send. */
export class Shopper {
  readonly buyerId: string;
  readonly isNew: boolean;
  /** The tag of the network that the buyer comes from (H8). */
  readonly network: string;
  /** What the shop decided about the buyer (B11); null: nothing. */
  restriction: Restriction | null = null;
  /** Orders in other streams of the shop; null: nobody could say. */
  elsewhere: number | null = 0;
  private readonly market: Market;
  private readonly phone: string;
  private readonly joinedAtMs: number;
  private payments = 0;

  constructor(
    market: Market,
    buyerId: string,
    story: { isNew?: boolean; phone?: string; joinedAt?: string; network?: string },
  ) {
    this.market = market;
    this.buyerId = buyerId;
    this.isNew = story.isNew ?? false;
    this.network = story.network ?? `network-of-${buyerId}`;
    this.phone = story.phone ?? `phone-of-${buyerId}`;
    this.joinedAtMs = at(story.joinedAt ?? '19:30');
  }

  /** What the screen shows for an item now. */
  sees(name: string): { priceMinor: number; flashId: string | null } {
    return this.seesNumber(this.market.numberOf(name));
  }

  seesNumber(itemNumber: number): { priceMinor: number; flashId: string | null } {
    const { state, nowMs } = this.market.bench;
    const shown = shownPrice(publicView(state), itemNumber, nowMs);
    return { priceMinor: shown?.priceMinor ?? 1, flashId: shown?.flashId ?? null };
  }

  adds(name: string, units = 1, story: AddStory = {}) {
    const shown = this.sees(name);
    const flashId = story.flashId ?? (story.seen === undefined ? shown.flashId : null);
    return this.market.bench.send(
      (state, when) =>
        addToCart(
          state,
          {
            itemNumber: this.market.numberOf(name),
            units,
            seenPriceMinor: story.seen ?? shown.priceMinor,
            flashId: flashId ?? undefined,
            channel: story.channel,
          },
          {
            ...when,
            buyerId: this.buyerId,
            isNewInShop: this.isNew,
            joinedAtMs: story.quote ? this.joinedAtMs : null,
            receiptAtMs: story.receiptAtMs ?? null,
            networkTag: this.network,
            restriction: this.restriction,
          },
        ),
      story.receivedAtMs,
    );
  }

  removes(name: string, units = 1) {
    const itemNumber = this.market.numberOf(name);
    return this.market.bench.send((state, when) =>
      removeFromCart(state, { itemNumber, units }, { ...when, buyerId: this.buyerId }),
    );
  }

  /** Takes a flash price for what is held at list price (F7): as the quote offers it, unless the story says otherwise. */
  takesFlash(name: string, flashId: string, story: Partial<TakeRequest> & { receivedAtMs?: number } = {}) {
    const { receivedAtMs, ...changes } = story;
    const itemNumber = this.market.numberOf(name);
    const offer = this.quote()?.takings?.find((each) => each.itemNumber === itemNumber);
    const { units = 1, totalBeforeMinor = 2, totalAfterMinor = 1 } = offer ?? {};
    const shown = { itemNumber, flashId, units, totalBeforeMinor, totalAfterMinor };
    const request: TakeRequest = { ...shown, addressId: idOf(930_000), ...changes };
    return this.market.bench.send(
      (state, when) =>
        takeIntoFlash(state, request, {
          ...when,
          buyerId: this.buyerId,
          isNewInShop: this.isNew,
          phoneTag: this.phone,
          country: null,
          networkTag: this.network,
          restriction: this.restriction,
        }),
      receivedAtMs,
    );
  }

  /** Takes a place in the line of an item (H5). */
  waits(name: string, units = 1) {
    const request = { itemNumber: this.market.numberOf(name), units };
    return this.market.bench.send((state, when) =>
      joinWaitlist(state, request, {
        ...when,
        buyerId: this.buyerId,
        isNewInShop: this.isNew,
        networkTag: this.network,
        restriction: this.restriction,
      }),
    );
  }

  /** Gives the place up, and says no to what is on offer. */
  stopsWaiting(name: string) {
    const request = { itemNumber: this.market.numberOf(name) };
    return this.market.bench.send((state, when) =>
      leaveWaitlist(state, request, { ...when, buyerId: this.buyerId }),
    );
  }

  orders(story: OrderStory = {}) {
    const named = Object.entries(story.lines ?? {}).map(([name, asked]) => ({
      itemNumber: this.market.numberOf(name),
      units: typeof asked === 'number' ? asked : asked[0],
      unitPriceMinor: typeof asked === 'number' ? this.sees(name).priceMinor : asked[1],
    }));
    const lines = story.asked ?? (story.lines ? named : this.heldLines());
    const hasAddress = story.hasAddress ?? true;
    const addressId = story.addressId ?? idOf(930_000);
    const seen = lines.reduce((sum, { units, unitPriceMinor }) => sum + units * unitPriceMinor, 0);
    const total = story.total ?? seen + (this.quote(lines, addressId, story.country)?.shippingMinor ?? 0);
    return this.market.bench.send(
      (state, when) =>
        placeOrder(
          state,
          {
            lines,
            expectTotalMinor: total,
            addressId: hasAddress ? addressId : null,
            payment: story.payment ?? 'sandbox',
            vouchers: story.vouchers,
            code: story.code,
            ...(story.channel && { channel: story.channel }),
            askedFlashIds: story.declined,
          },
          {
            ...when,
            buyerId: this.buyerId,
            isNewInShop: this.isNew,
            ordersElsewhere: this.elsewhere,
            phoneTag: hasAddress ? this.phone : null,
            country: story.country ?? null,
            isPracticeOff: story.isPracticeOff ?? false,
            receiptAtMs: story.receiptAtMs ?? null,
            networkTag: this.network,
            restriction: this.restriction,
            joinedAtMs: story.joinedAtMs ?? null,
            ...(story.shipDates && { shipDates: new Map(Object.entries(story.shipDates)) }),
            ...(story.soldTerms && { soldTerms: termsByNumber(story.soldTerms) }),
          },
        ),
      story.receivedAtMs,
    );
  }

  /** What the screen says that an order would cost; null if it would be refused. */
  quote(
    lines = this.heldLines(),
    addressId: string | null = idOf(930_000),
    country: string | null = null,
    code?: string,
  ): QuoteView | null {
    const { state, nowMs } = this.market.bench;
    const quoted = quoteOrder(
      state,
      { lines, addressId, code },
      {
        receivedAtMs: nowMs,
        buyerId: this.buyerId,
        country,
        newcomer: { isNewInShop: this.isNew, networkTag: this.network, isPracticeOff: false },
      },
    );
    return quoted.kind === 'quoted' ? quoted.quote : null;
  }

  /** Every held unit, as lines to order. */
  heldLines(): AskedLine[] {
    return this.cart().lines.flatMap((line) =>
      line.holds.map(({ units, unitPriceMinor }) => ({
        itemNumber: line.itemNumber,
        units,
        unitPriceMinor,
      })),
    );
  }

  /** Places an order that the rules accept, and says its id. */
  places(story: OrderStory = {}): string {
    return replyOf(this.orders(story)).order.orderId;
  }

  /** The provider's notice for an order; in full unless the story names another amount. */
  pays(orderId: string, story: { amount?: number; paymentId?: string; outcome?: PaymentOutcome } = {}) {
    this.payments += 1;
    const paymentId = story.paymentId ?? `pay-${this.buyerId.slice(-3)}-${this.payments}`;
    const amountMinor = story.amount ?? this.market.bench.order(orderId)?.totalMinor ?? 0;
    const { bench } = this.market;
    const lookedUp = bench.lookUp(orderId);
    const payment = { orderId, paymentId, amountMinor, outcome: story.outcome ?? 'paid' };
    return bench.send((state, when) => settlePayment(state, payment, { ...when, lookedUp }));
  }

  cancels(orderId: string, lookedUp = this.market.bench.lookUp(orderId, this.buyerId)) {
    const { bench } = this.market;
    return bench.send((state, when) =>
      cancelOrder(state, { orderId }, { ...when, buyerId: this.buyerId, lookedUp }),
    );
  }

  /** A share of delivered units was missing or bad (O6). */
  claims(
    orderId: string,
    name: string,
    story: {
      units?: number;
      shareBps?: number;
      price?: number;
      receivedAtMs?: number;
      textId?: string;
      photoIds?: string[];
      areTextsKept?: boolean;
    } = {},
  ) {
    const { bench } = this.market;
    const lookedUp = bench.lookUp(orderId, this.buyerId);
    const request = {
      orderId,
      itemNumber: this.market.numberOf(name),
      unitPriceMinor: story.price ?? this.market.item(name).listPriceMinor,
      units: story.units ?? 1,
      shareBps: story.shareBps ?? 10_000,
      reason: 'damaged',
      textId: story.textId,
      photoIds: story.photoIds,
    };
    return bench.send(
      (state, when) =>
        openClaim(state, request, {
          ...{ ...when, buyerId: this.buyerId, lookedUp, wallMs: when.receivedAtMs },
          areTextsKept: story.areTextsKept ?? true,
        }),
      story.receivedAtMs,
    );
  }

  /** An order goes elsewhere (O10). @param phone null: it is no address of this buyer */
  movesTo(
    orderId: string,
    addressId: string,
    phone: string | null = this.phone,
    country: string | null = null,
  ) {
    const { bench } = this.market;
    const lookedUp = bench.lookUp(orderId, this.buyerId);
    return bench.send((state, when) =>
      changeAddress(
        state,
        { orderId, addressId },
        { ...when, buyerId: this.buyerId, lookedUp, phoneTag: phone, country },
      ),
    );
  }

  /** An unpaid order is paid on delivery instead (O13). @param who what is known of them at that moment */
  paysAtDoor(
    orderId: string,
    {
      isNew = false,
      from: networkTag = '-',
      isPracticeOff = false,
    }: { isNew?: boolean; from?: string; isPracticeOff?: boolean } = {},
  ) {
    const { bench } = this.market;
    const lookedUp = bench.lookUp(orderId, this.buyerId);
    return bench.send((state, when) =>
      payOnDelivery(
        state,
        { orderId },
        { ...when, buyerId: this.buyerId, lookedUp, isNewInShop: isNew, networkTag, isPracticeOff },
      ),
    );
  }

  /** Takes a claim back. */
  withdraws(orderId: string, claimId: string) {
    const { bench } = this.market;
    const lookedUp = bench.lookUp(orderId, this.buyerId);
    return bench.send((state, when) =>
      withdrawClaim(state, { orderId, claimId }, { ...when, buyerId: this.buyerId, lookedUp }),
    );
  }

  /** This guest becomes another buyer (B2). */
  becomes(other: Shopper): Attempt<{ seq: number }> {
    return this.market.bench.send((state, when) =>
      mergeBuyers(state, { fromId: this.buyerId, intoId: other.buyerId }, when),
    );
  }

  /** A hold that was ordered and awaits its payment. */
  takes(name: string, units = 1): string {
    const { unitPriceMinor } = replyOf(this.adds(name, units));
    return this.places({ lines: { [name]: [units, unitPriceMinor] } });
  }

  /** An order that was placed and paid: this buyer is not new any more. */
  buys(name: string, units = 1): string {
    const orderId = this.takes(name, units);
    replyOf(this.pays(orderId));
    return orderId;
  }

  cart() {
    return this.mine().cart;
  }

  /** What this buyer is told of itself. */
  mine() {
    return privateView(this.market.bench.state, this.buyerId, this.isNew);
  }

  /** How many of a good the screen says that may still be added, and for how long they are reserved. */
  mayAdd(name: string) {
    const { state, nowMs } = this.market.bench;
    const { cart, allowance } = this.mine();
    if (!allowance) return null;
    return mayAdd(publicView(state), { ...cart, allowance }, this.market.numberOf(name), nowMs);
  }

  /** What is held of a good, hold by hold. */
  holds(name: string) {
    const itemNumber = this.market.numberOf(name);
    return this.cart().lines.find((line) => line.itemNumber === itemNumber)?.holds ?? [];
  }

  order(orderId: string) {
    return this.market.bench.order(orderId)!;
  }
}

function termsByNumber(terms: Record<number, SoldTerms>): Map<number, SoldTerms> {
  return new Map(Object.entries(terms).map(([itemNumber, each]) => [Number(itemNumber), each]));
}
