import type { AccountFacts } from './account/facts.ts';
import type { AccountState } from './account/state.ts';
import type { BroadcastFacts } from './broadcast/facts.ts';
import type { BroadcastState } from './broadcast/state.ts';
import type { CartFacts } from './cart/facts.ts';
import type { CartState } from './cart/state.ts';
import type { FlashSaleFacts } from './flash-sale/facts.ts';
import type { FlashSaleState } from './flash-sale/state.ts';
import type { LineupFacts } from './lineup/facts.ts';
import type { LineupState } from './lineup/state.ts';
import type { NewcomersFacts } from './newcomers/facts.ts';
import type { NewcomersState } from './newcomers/state.ts';
import type { OrderFacts } from './order/facts.ts';
import type { OrderState } from './order/state.ts';
import type { ParcelFacts } from './parcel/facts.ts';
import type { ParcelState } from './parcel/state.ts';
import type { ShippingFacts } from './shipping/facts.ts';
import type { ShippingState } from './shipping/state.ts';
import type { ShowRequestFacts } from './show-request/facts.ts';
import type { ShowRequestState } from './show-request/state.ts';
import type { StockFacts } from './stock/facts.ts';
import type { StockState } from './stock/state.ts';
import type { StreamLifeFacts } from './stream/facts.ts';
import type { StreamLifeState } from './stream/state.ts';
import type { VoucherFacts } from './voucher/facts.ts';
import type { VoucherState } from './voucher/state.ts';
import type { WaitlistFacts } from './waitlist/facts.ts';
import type { WaitlistState } from './waitlist/state.ts';

/**
 * The types of every capability, once: all that can happen in a stream, and what it is made of, are read from here. The
 * objects with these types stand in `market.ts`, which does not compile while one is missing. Types stand first, because
 * the functions of the objects take the state of all.
 */
export interface Capabilities {
  stream: Owns<StreamLifeFacts, StreamLifeState, 'close'>;
  broadcast: Owns<BroadcastFacts, BroadcastState, 'media'>;
  lineup: Owns<LineupFacts, LineupState>;
  showRequest: Owns<ShowRequestFacts, ShowRequestState>;
  shipping: Owns<ShippingFacts, ShippingState>;
  flashSale: Owns<FlashSaleFacts, FlashSaleState, 'flash_start' | 'flash_end'>;
  stock: Owns<StockFacts, StockState>;
  voucher: Owns<VoucherFacts, VoucherState>;
  cart: Owns<CartFacts, CartState, 'hold'>;
  newcomers: Owns<NewcomersFacts, NewcomersState, 'network'>;
  waitlist: Owns<WaitlistFacts, WaitlistState, 'waitlist'>;
  order: Owns<OrderFacts, OrderState, 'pay'>;
  parcel: Owns<ParcelFacts, ParcelState, 'complete'>;
  account: Owns<AccountFacts, AccountState>;
}

/** What a capability alone has: its facts, its fields of the state, and the kinds of deadlines that it decides. */
interface Owns<Facts extends object, State extends object, Deadlines extends string = never> {
  facts: Facts;
  state: State;
  deadlines: Deadlines;
}

/** Of every capability the same part, as a union. */
export type OfEach<Part extends keyof Owns<object, object>> = Capabilities[keyof Capabilities][Part];

/** All of a union at once. */
export type All<Union> = (Union extends unknown ? (each: Union) => void : never) extends (
  all: infer Whole,
) => void
  ? Whole
  : never;
