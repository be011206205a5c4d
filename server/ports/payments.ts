import type { PaymentMethod, PaymentOutcome } from '../../shared/contract/payment.ts';

/** A way to be paid. Providers answer later, by webhook; cash is settled at the door. */
export interface PaymentProvider {
  method: PaymentMethod;
  /** Where the buyer pays, or null when there is nothing to do online. */
  payUrl(order: PayableOrder): string | null;
  /** Where the receipt of an order is that was paid; absent, or null: there is none. */
  receiptUrl?(orderId: string): string | null;
  /** Within so many days money that was given back is with its buyer, as the provider says (O14); absent: it promises none. */
  refundDays?: number;
  /** Gives money back. Idempotent by refundId. */
  refund(refund: {
    refundId: string;
    orderId: string;
    paymentId: string;
    amountMinor: number;
  }): Promise<void>;
}

/** An order that waits for its money. */
export interface PayableOrder {
  orderId: string;
  /**
   * Where the buyer's browser goes when it has paid or given up: an absolute URL of the market's own, never made from what
   * a buyer sent. Null for whoever asks without a page, such as a script in the server.
   */
  returnUrl: string | null;
}

/** What a webhook said, once its signature was good. */
export interface PaymentNotice {
  /** The provider's id of this notice: an inbox keeps it unique. */
  noticeId: string;
  paymentId: string;
  orderId: string;
  amountMinor: number;
  outcome: PaymentOutcome;
}
