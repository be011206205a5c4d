import * as z from 'zod/mini';

/** How a buyer may pay: to the courier, or on the page of the sandbox provider. */
export const paymentMethod = z.enum(['cash_on_delivery', 'sandbox']);
export type PaymentMethod = z.infer<typeof paymentMethod>;

/** The ways to pay by which money moves. */
export function withoutPractice(methods: readonly PaymentMethod[]): PaymentMethod[] {
  return methods.filter((method) => method !== 'sandbox');
}

/**
 * What a provider's webhook says of a payment: `opened` when its page is, before anything is decided, `declined` when
 * the buyer's money was not given, `failed` when the provider itself could not do it.
 */
export const paymentOutcome = z.enum(['opened', 'paid', 'declined', 'failed', 'pending']);
export type PaymentOutcome = z.infer<typeof paymentOutcome>;
