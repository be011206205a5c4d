import type { Reason } from '../../shared/contract/answer.ts';
import type { PaymentMethod } from '../../shared/contract/payment.ts';
import type { LineFault } from '../../shared/contract/refusals.ts';
import type { OrderView } from '../../shared/market/order/contract.ts';
import { createTabKeep } from '../connection/tab-keep.ts';
import type { Loss } from './settle-orders.ts';

/** Where to, and how it is paid. */
export interface OrderBy {
  addressId: string | null;
  payment: PaymentMethod;
  /** The vouchers that were shown with the total; absent: the best ones. */
  vouchers?: string[] | undefined;
  /** The code that one of them needs. */
  code?: string | undefined;
  /** Flashes whose price was declined for what is reserved at list price (F7). */
  askedFlashIds?: string[] | undefined;
}

/** Where the order of this screen stands. */
export type Placing =
  | { kind: 'idle' }
  | { kind: 'sending' }
  /** On its way, and turned away for now: it is sent again by itself when its turn has come. */
  | { kind: 'in_line' }
  /** No line, or no answer: it goes out by itself until then, at no more than the total that was seen (H9). */
  | { kind: 'kept'; untilMs: number; totalMinor: number; isSent: boolean }
  /** Its time passed before there was a line: nothing was sent, so nothing was ordered (H9). */
  | { kind: 'too_late' }
  | { kind: 'placed'; order: OrderView }
  /** `isAboutAddress`: the address could not be saved, so no order was sent. */
  | { kind: 'refused'; reason: Reason; lines: LineFault[]; by: OrderBy; isAboutAddress?: true }
  /** Sent, and nobody could say what became of it: it may stand. It is asked for until somebody can. */
  | { kind: 'unanswered' }
  /** An order without an answer turned out not to stand: nothing was ordered. */
  | { kind: 'never_arrived' }
  /** It may stand, or a restore may have lost it: nothing is ordered again without a yes (I5). */
  | { kind: 'lost'; key: string; loss: Loss };

/** An order is being sent, or will be by itself: another tap would be another order. */
export function isOnItsWay({ kind }: Placing): boolean {
  return kind === 'sending' || kind === 'in_line' || kind === 'kept';
}

/** Where this tab keeps a tap on *Pay* that has no answer yet (H9). */
export const KEPT_PAY = 'fairday.kept-pay';

/** Where this device keeps the carts of streams that reserve nothing (H2). */
export const KEPT_CARTS = 'fairday.carts';

export function isPayKept(): boolean {
  return createTabKeep().read(KEPT_PAY) !== null;
}
