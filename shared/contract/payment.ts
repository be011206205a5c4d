import * as z from 'zod/mini';

/** How a buyer may pay: to the courier, or on the page of the sandbox provider. */
export const paymentMethod = z.enum(['cash_on_delivery', 'sandbox']);
export type PaymentMethod = z.infer<typeof paymentMethod>;

/** The ways to pay by which money moves. */
export function withoutPractice(methods: readonly PaymentMethod[]): PaymentMethod[] {
  return methods.filter((method) => method !== 'sandbox');
}

/** What a provider's webhook says of a payment. */
export const paymentOutcome = z.enum(['paid', 'declined', 'pending']);
export type PaymentOutcome = z.infer<typeof paymentOutcome>;
