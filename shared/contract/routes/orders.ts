import { findOrderRequest, foundOrder } from '../find-order.ts';
import type { Route } from './route.ts';

/** Orders that somebody looks for on another device than the one that placed them. */
export const ordersRoutes = {
  findOrder: {
    method: 'POST',
    path: '/orders/find',
    who: 'anyone',
    about:
      'How an order stands, by its reference and its phone; NOT_FOUND after the same time for a wrong one of either (B7).',
    body: findOrderRequest,
    reply: foundOrder,
  },
} as const satisfies Record<string, Route>;
