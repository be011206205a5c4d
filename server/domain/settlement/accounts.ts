/**
 * The accounts of the shop (M5). A debit is positive, a credit negative; over all accounts of a currency they sum to 0
 * at any instant. What is owed to a producer is therefore the negated balance of their account.
 */
export const accounts = {
  /** Money that the shop has. */
  bank: 'bank',
  /** Paid by buyers, still with the payment provider. */
  pspClearing: 'psp_clearing',
  pspFees: 'psp_fees',
  /** Collected at the door, still with the carrier. */
  codReceivable: 'cod_receivable',
  /** Paid by buyers for what is not delivered yet. */
  escrow: 'escrow',
  shopFee: 'shop_fee',
  /** Discounts that the shop gave. */
  promoExpense: 'promo_expense',
  /** To be given back to buyers. */
  refundsPayable: 'refunds_payable',
  /** Discounts that a host gave and owes the shop. */
  hostReceivable: (hostId: string) => `host_receivable:${hostId}`,
  producerPayable: (producerId: string) => `producer_payable:${producerId}`,
  /** Owed to the carriers of an origin. */
  shippingPayable: (origin: string) => `shipping_payable:${origin}`,
} as const;

const PRODUCER = 'producer_payable:';

/** Whose account this is, or null if it is no producer's. */
export function producerOf(account: string): string | null {
  return account.startsWith(PRODUCER) ? account.slice(PRODUCER.length) : null;
}
