import { announceFlash } from '../../server/market/flash-sale/announce.ts';
import { type EditRequest, editFlash, endFlash } from '../../server/market/flash-sale/edit.ts';
import { rightsOn } from '../../server/market/kernel/authority.ts';
import type { By } from '../../server/market/kernel/by.ts';
import type { ConsoleAt } from '../../server/market/kernel/console-at.ts';
import {
  pinItem,
  removeItemWith,
  reorder,
  setLimit,
  setPrice,
  unpinItem,
} from '../../server/market/lineup/decide.ts';
import { moments } from '../../server/market/market.ts';
import { allowCash, openProduct } from '../../server/market/newcomers/bar.ts';
import { boundsView, setBounds } from '../../server/market/newcomers/set.ts';
import type { AskedUnits } from '../../server/market/order/asked-lines.ts';
import { cannotFill } from '../../server/market/order/cancel.ts';
import { releaseCash } from '../../server/market/order/release.ts';
import { setOverseas, setShipping } from '../../server/market/shipping/decide.ts';
import type { Overseas, ShippingTable } from '../../server/market/shipping/table.ts';
import { adjustStock, resumeSale, stopSale } from '../../server/market/stock/decide.ts';
import { setCurrency } from '../../server/market/stream/currency.ts';
import {
  cancelStreamWith,
  endStreamWith,
  grantAssistant,
  interruptStream,
  resumeStream,
} from '../../server/market/stream/decide.ts';
import { describeStream, streamPageView } from '../../server/market/stream/page.ts';
import { setTerms, termsOf, versionOfTerms } from '../../server/market/stream/terms.ts';
import { undo } from '../../server/market/undo.ts';
import {
  createVoucher,
  endVoucher,
  setPromotion,
  type VoucherTerms,
} from '../../server/market/voucher/decide.ts';
import { editVoucher, type VoucherChanges } from '../../server/market/voucher/edit.ts';
import type { CashChoice, StreamBounds } from '../../shared/market/newcomers/contract.ts';
import type { Grant } from '../../shared/market/stream/contract.ts';
import type { StreamPage } from '../../shared/market/stream/page.ts';
import type { StreamTerms } from '../../shared/market/stream/terms.ts';
import { type Attempt, type Decide, idOf } from './bench.ts';
import type { Market } from './market.ts';
import { replyOf } from './outcomes.ts';

export interface FlashStory {
  price?: number;
  /** null: now, or after the countdown. */
  startsAtMs?: number | null;
  seconds?: number;
  prelaunch?: number;
  cap?: number;
  perBuyer?: number;
  afterEnd?: 'list' | 'off';
  fundedBy?: 'producer' | 'host' | 'shop';
  consent?: boolean;
  version?: number;
  recentLow?: number | null;
}

export interface PromotionStory {
  units?: number;
  total?: number;
  fundedBy?: 'producer' | 'host' | 'shop';
  startsAtMs?: number | null;
  seconds?: number;
  version?: number;
  consent?: boolean;
}

/** Whoever works the console. Versions are the present ones unless the story names an old one (L4). */
export class Host {
  readonly by: By = { staffId: idOf(900_001), device: 'laptop' };
  private readonly market: Market;

  constructor(market: Market) {
    this.market = market;
  }

  /** The same console in the hands of somebody else. */
  as(staffId: string): Host {
    const other = new Host(this.market);
    other.by.staffId = staffId;
    return other;
  }

  flashes(name: string, story: FlashStory = {}) {
    const { itemNumber, version } = this.market.item(name);
    return this.send((state, by) =>
      announceFlash(
        state,
        {
          itemNumber,
          version: story.version ?? version,
          priceMinor: story.price ?? 1_990,
          startsAtMs: story.startsAtMs ?? null,
          durationSeconds: story.seconds ?? 300,
          prelaunchSeconds: story.prelaunch ?? 0,
          cap: story.cap ?? 5,
          perBuyerCap: story.perBuyer ?? 2,
          afterEnd: story.afterEnd ?? 'list',
          fundedBy: story.fundedBy ?? 'producer',
          floorConsent: story.consent,
        },
        { ...by, recentLowMinor: story.recentLow ?? null },
      ),
    );
  }

  /** Starts a flash that the rules accept, and says its id. */
  startsFlash(name: string, story: FlashStory = {}): string {
    return replyOf(this.flashes(name, story)).flashId;
  }

  edits(flashId: string, terms: Omit<EditRequest, 'flashId' | 'version'> & { version?: number }) {
    const version = terms.version ?? this.market.flash(flashId).version;
    return this.send((state, by) => editFlash(state, { ...terms, flashId, version }, by));
  }

  endsFlash(flashId: string) {
    return this.send((state, by) => endFlash(state, { flashId }, by));
  }

  pins(name: string, version = this.market.item(name).version) {
    return this.send((state, by) => pinItem(state, { itemNumber: this.market.numberOf(name), version }, by));
  }

  unpins(name: string) {
    return this.send((state, by) => unpinItem(state, { itemNumber: this.market.numberOf(name) }, by));
  }

  removes(name: string, version = this.market.item(name).version) {
    return this.send((state, by) =>
      removeItemWith(moments)(state, { itemNumber: this.market.numberOf(name), version }, by),
    );
  }

  reorders(names: string[], version = this.market.bench.state.lineupVersion) {
    const order = names.map((name) => this.market.numberOf(name));
    return this.send((state, by) => reorder(state, { order, version }, by));
  }

  prices(name: string, priceMinor: number, version = this.market.item(name).version) {
    const itemNumber = this.market.numberOf(name);
    return this.send((state, by) => setPrice(state, { itemNumber, version, priceMinor }, by));
  }

  limits(name: string, buyerLimit: number | null, version = this.market.item(name).version) {
    const itemNumber = this.market.numberOf(name);
    return this.send((state, by) => setLimit(state, { itemNumber, version, buyerLimit }, by));
  }

  stops(name: string) {
    return this.send((state, by) => stopSale(state, { itemNumber: this.market.numberOf(name) }, by));
  }

  resumes(name: string, version = this.market.item(name).version) {
    return this.send((state, by) =>
      resumeSale(state, { itemNumber: this.market.numberOf(name), version }, by),
    );
  }

  /** Changes some of the bounds on newcomers and unpaid orders (H3, H6). */
  setsBounds(bounds: Partial<StreamBounds>, version = this.market.bench.state.boundsVersion) {
    const { bounds: were } = boundsView(this.market.bench.state);
    return this.send((state, by) => setBounds(state, { version, bounds: { ...were, ...bounds } }, by));
  }

  /** Sets the terms of the stream (S10): what the story leaves out stays as it is. */
  setsTerms(terms: Partial<StreamTerms>, version = versionOfTerms(this.market.bench.state)) {
    const were = termsOf(this.market.bench.state);
    return this.send((state, by) => setTerms(state, { version, terms: { ...were, ...terms } }, by));
  }

  /** Says what the stream's page says (S8): what the story leaves out stays as it is, what is undefined goes. */
  describes(page: Partial<StreamPage>, version = streamPageView(this.market.bench.state).version) {
    const { page: was } = streamPageView(this.market.bench.state);
    return this.send((state, by) => describeStream(state, { version, page: { ...was, ...page } }, by));
  }

  /** Sells in another currency (S9). */
  setsCurrency(currency: string) {
    return this.send((state, by) => setCurrency(state, { currency }, by));
  }

  adjusts(name: string, delta: number, version = this.market.item(name).version) {
    const itemNumber = this.market.numberOf(name);
    return this.send((state, by) => adjustStock(state, { itemNumber, version, delta }, by));
  }

  /** What sending from an origin costs; what the story leaves out is not there. */
  setsShipping(
    origin: string,
    story: Partial<ShippingTable> | null,
    version = this.market.bench.state.shipping.version,
    isOverseas = false,
  ) {
    const table = story && { tiers: null, capMinor: null, freeFromMinor: null, ...story };
    return this.send((state, by) => setShipping(state, { origin, table, version, isOverseas }, by));
  }

  /** Sells abroad as well: to Singapore, shown in US dollars, unless the story says otherwise. */
  sellsAbroad(story: Partial<Overseas> = {}) {
    const { version } = this.market.bench.state.shipping;
    const overseas: Overseas = {
      ...{ currency: 'USD', language: 'en', rateMicros: 138_700, countries: ['SG'] },
      ...story,
    };
    return this.send((state, by) => setOverseas(state, { overseas, version }, by));
  }

  /** A voucher of the shop over ¥10, for an hour, unless the story says otherwise. */
  voucher(story: Partial<VoucherTerms> = {}) {
    return this.send((state, by) =>
      createVoucher(
        state,
        {
          off: { kind: 'amount', offMinor: 1_000 },
          fromMinor: 0,
          scope: { kind: 'shop' },
          fundedBy: 'shop',
          startsAtMs: null,
          endsAtMs: by.atMs + 3_600_000,
          cap: 100,
          perBuyerCap: 9,
          ...story,
        },
        by,
      ),
    );
  }

  /** Makes a voucher that the rules accept, and says its id. */
  makesVoucher(story: Partial<VoucherTerms> = {}): string {
    return replyOf(this.voucher(story)).voucherId;
  }

  /** Changes a voucher as it is now, unless the story names an older version. */
  editsVoucher(
    voucherId: string,
    changes: Omit<VoucherChanges, 'voucherId' | 'version'> & { version?: number },
  ) {
    const version = changes.version ?? this.market.bench.state.vouchers.get(voucherId)?.version ?? 0;
    return this.send((state, by) => editVoucher(state, { ...changes, voucherId, version }, by));
  }

  endsVoucher(voucherId: string) {
    return this.send((state, by) => endVoucher(state, { voucherId }, by));
  }

  /** So many of a good for so much; null takes the promotion away. */
  promotes(name: string, story: PromotionStory | null = {}) {
    const { itemNumber, version } = this.market.item(name);
    return this.send((state, by) =>
      setPromotion(
        state,
        {
          itemNumber,
          version: story?.version ?? version,
          promotion: story && {
            units: story.units ?? 3,
            totalMinor: story.total ?? 5_000,
            fundedBy: story.fundedBy ?? 'shop',
            startsAtMs: story.startsAtMs ?? null,
            endsAtMs: by.atMs + 1_000 * (story.seconds ?? 3_600),
          },
          floorConsent: story?.consent,
        },
        by,
      ),
    );
  }

  undoes(seq: number) {
    return this.send((state, by) => {
      const { staffId } = this.by;
      const role = staffId === state.hostId ? 'host' : 'assistant';
      return undo(state, { seq }, { ...by, rights: rightsOn(state, { staffId, role }) });
    });
  }

  /** Releases newcomers' cash orders (H8), those up to a place in the log: all that there are by now. */
  releases(of: CashChoice, upTo = this.market.bench.state.seq, more: { onlyBrief?: true } = {}) {
    return this.send((state, by) => releaseCash(state, { of, upTo, ...more }, by));
  }

  /** Lifts the bar that a release set. */
  allowsCash(bar: number) {
    return this.send((state, by) => allowCash(state, { bar }, by));
  }

  /** Ends the bound on networks for an item. */
  opens(name: string) {
    const itemNumber = this.market.numberOf(name);
    return this.send((state, by) => openProduct(state, { itemNumber }, by));
  }

  cannotFill(
    orderId: string,
    name: string,
    units: number,
    unitPriceMinor?: number,
    more?: readonly AskedUnits[],
  ) {
    const itemNumber = this.market.numberOf(name);
    const { bench } = this.market;
    const lookedUp = bench.lookUp(orderId);
    const line = bench.order(orderId)?.lines.find((l) => l.itemNumber === itemNumber);
    const price = unitPriceMinor ?? line?.unitPriceMinor ?? 0;
    return this.send((state, by) =>
      cannotFill(state, { orderId, itemNumber, unitPriceMinor: price, units, more }, { ...by, lookedUp }),
    );
  }

  endsStream() {
    return this.send((state, by) => endStreamWith(moments)(state, {}, by));
  }

  cancelsStream() {
    return this.send((state, by) => cancelStreamWith(moments)(state, {}, by));
  }

  losesMedia() {
    return this.send((state, by) => interruptStream(state, {}, by));
  }

  findsMedia() {
    return this.send((state, by) => resumeStream(state, {}, by));
  }

  grants(staffId: string, grants: Grant[]) {
    return this.send((state, by) => grantAssistant(state, { staffId, grants }, by));
  }

  private send<Reply>(
    decide: (state: Parameters<Decide<Reply>>[0], by: ConsoleAt) => ReturnType<Decide<Reply>>,
  ): Attempt<Reply> {
    return this.market.bench.send((state, when) => decide(state, { ...when, by: this.by }));
  }
}
