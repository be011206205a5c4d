import type { Fact, FactOf, FactType, StreamFact } from '../../../server/market/facts.ts';
import type { Stamp } from '../../../server/market/kernel/stamp.ts';
import type { ShowRequest } from '../../../server/market/show-request/decide.ts';
import type { Asked } from './asked.ts';
import type { Complaints } from './complaints.ts';
import type { Ledger } from './ledger.ts';
import { takeCart, takeMerge } from './take-cart.ts';
import { startFirstTime, takeFlash, takeLife, takeLineup, takeStock } from './take-floor.ts';
import { takeOrder } from './take-order.ts';
import { takeCredit } from './take-shipping.ts';
import { takeShows } from './take-shows.ts';
import { takeVoucher } from './take-voucher.ts';
import { takeWaitlist } from './take-waitlist.ts';

/** What a fact is counted with. */
interface At {
  ledger: Ledger;
  stamp: Stamp;
  asked: Asked | null;
  /** All that was ever asked to be shown. */
  shows: Iterable<ShowRequest>;
  complaints: Complaints;
}

type Take<T extends FactType> = (fact: Fact<T>, at: At) => void;

/** The capabilities that move units, money or the stream itself: each of their facts is counted. */
type Counted =
  | 'stream'
  | 'broadcast'
  | 'lineup'
  | 'showRequest'
  | 'shipping'
  | 'flashSale'
  | 'stock'
  | 'voucher'
  | 'cart'
  | 'newcomers'
  | 'waitlist'
  | 'order'
  | 'account';

const life: Take<FactOf<'stream' | 'broadcast'>['type']> = (fact, { ledger, stamp, complaints }) =>
  takeLife(ledger, fact, stamp.atMs, complaints);
const lineup: Take<FactOf<'lineup'>['type'] | 'sale_stopped' | 'sale_resumed'> = (fact, at) =>
  takeLineup(at.ledger, fact, at.stamp, at.complaints);
const flash: Take<FactOf<'flashSale'>['type']> = (fact, at) => takeFlash(at.ledger, fact, at.complaints);
const stock: Take<'stock_transferred_in' | 'stock_transferred_out' | 'stock_adjusted'> = (fact, at) =>
  takeStock(at.ledger, fact, at.stamp.atMs, at.complaints);
const voucher: Take<FactOf<'voucher'>['type']> = (fact, { ledger, stamp, complaints }) =>
  takeVoucher(ledger, fact, stamp.atMs, complaints);
const cart: Take<FactOf<'cart'>['type']> = (fact, { ledger, stamp, asked, complaints }) =>
  takeCart(ledger, fact, stamp.atMs, asked, complaints);
const waitlist: Take<FactOf<'waitlist'>['type']> = (fact, { ledger, stamp, asked, complaints }) =>
  takeWaitlist(ledger, fact, stamp.atMs, asked, complaints);
const order: Take<FactOf<'order'>['type']> = (fact, { ledger, stamp, asked, complaints }) =>
  takeOrder(ledger, fact, stamp, asked, complaints);

const takes: { readonly [T in FactOf<Counted>['type'] | 'shipping_credited']: Take<T> } = {
  stream_created: life,
  rehearsal_started: life,
  stream_went_live: life,
  stream_interrupted: life,
  stream_resumed: life,
  stream_ended: life,
  stream_cancelled: life,
  stream_closed: life,
  assistant_granted: life,
  selling_paused: life,
  selling_resumed: life,
  media_started: life,
  media_stopped: life,
  ingest_key_made: life,
  ingest_key_revoked: life,
  media_home_set: life,
  playback_url_set: life,
  recording_started: life,
  recording_stopped: life,
  stream_described: life,
  currency_changed: life,
  item_added: lineup,
  item_removed: lineup,
  lineup_reordered: lineup,
  item_pinned: (fact, at) => {
    lineup(fact, at);
    at.ledger.shows.pins(fact, at.stamp.seq);
  },
  item_unpinned: (fact, at) => {
    lineup(fact, at);
    at.ledger.shows.pinned.delete(fact.itemNumber);
  },
  pins_restored: (fact, at) => {
    lineup(fact, at);
    at.ledger.shows.restores(fact);
  },
  shows_requested: (fact, { ledger, shows, complaints }) => takeShows(ledger, fact, shows, complaints),
  price_changed: lineup,
  buyer_limit_changed: lineup,
  sale_stopped: lineup,
  sale_resumed: lineup,
  flash_sale_announced: flash,
  flash_sale_edited: flash,
  flash_sale_started: flash,
  flash_sale_ended: flash,
  flash_sale_undone: flash,
  stock_transferred_in: stock,
  stock_transferred_out: stock,
  stock_adjusted: stock,
  bounds_set: ({ bounds }, { ledger }) => {
    ledger.settings = { ...ledger.settings!, ...bounds };
  },
  terms_set: ({ now }, { ledger }) => {
    ledger.settings = Object.assign({}, ledger.settings!, now);
  },
  // Its time is judged as a deadline's; what it means is judged with the offers that follow.
  network_bound_ended: () => {},
  network_bound_lifted: ({ itemNumber }, { ledger }) => {
    ledger.lifted.add(itemNumber);
  },
  cash_barred: ({ of, itemNumbers }, { ledger, stamp: { seq, atMs } }) => {
    ledger.bars.push({ seq, of });
    for (const itemNumber of itemNumbers) {
      ledger.lifted.delete(itemNumber);
      startFirstTime(ledger, itemNumber, atMs);
    }
  },
  cash_allowed: ({ bar }, { ledger }) => {
    ledger.bars = ledger.bars.filter(({ seq }) => seq !== bar);
  },
  overseas_set: ({ overseas }, { ledger }) => {
    ledger.abroad = overseas;
  },
  shipping_set: ({ isOverseas, table }, { ledger }) => {
    if (isOverseas) ledger.abroadTable = table;
    else ledger.sendingTable = table;
  },
  voucher_created: voucher,
  voucher_edited: voucher,
  voucher_ended: voucher,
  promotion_set: voucher,
  transfer_voided: ({ transferId }, { ledger }) => {
    ledger.voided.add(transferId);
  },
  cart_added: cart,
  cart_removed: cart,
  hold_expired: cart,
  waitlist_joined: waitlist,
  waitlist_left: waitlist,
  waitlist_offered: waitlist,
  offer_declined: waitlist,
  offer_expired: waitlist,
  waitlist_ended: waitlist,
  buyers_merged: (fact, { ledger, complaints }) => {
    takeMerge(ledger, fact, complaints);
    ledger.shows.merges(fact);
  },
  shipping_credited: (fact, { ledger, complaints }) => {
    takeCredit(ledger, fact, complaints);
  },
  order_placed: order,
  order_paid: order,
  payment_pending: order,
  payment_opened: order,
  payment_declined: order,
  payment_refunded: order,
  order_expired: order,
  order_expired_refunded: order,
  order_cancelled: order,
  order_address_changed: order,
  order_payment_changed: order,
  line_unfilled: order,
  order_refunded: order,
  order_recalled: order,
};

/** Counts a fact; what no capability of these says moves nothing that is counted here (K1). */
export function count(fact: StreamFact, at: At): void {
  const take = (takes as { readonly [type in FactType]?: Take<FactType> })[fact.type];
  take?.(fact, at);
}
