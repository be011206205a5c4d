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

/** Which producer's account this is, or null if it is no producer's. */
export function producerOf(account: string): string | null {
  return partyOf(account, 'producer_payable:');
}

/** Which host's account this is, or null if it is no host's. */
export function hostOf(account: string): string | null {
  return partyOf(account, 'host_receivable:');
}

/** Which origin's carriers this account is of, or null if it is nobody's who carries. */
export function originOf(account: string): string | null {
  return partyOf(account, 'shipping_payable:');
}

function partyOf(account: string, kind: string): string | null {
  return account.startsWith(kind) ? account.slice(kind.length) : null;
}
