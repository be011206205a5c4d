import { orderRefund as commands } from '../../market/order/refund.ts';
import {
  callOffPreview,
  giveAddressRequest,
  orderParams,
  refundPreview,
  refundQuery,
  refundView,
} from '../order-refund.ts';
import { floor, type Route } from './route.ts';

const { console: of } = commands;

/** What the office takes out of an order that is paid, and what that does (O8). */
export const orderRefundRoutes = {
  orderRefund: {
    method: 'GET',
    path: '/office/orders/:orderId/refund',
    who: floor,
    about: 'What can be refunded of an order now, by line: units that are not packed, and amounts (O8).',
    params: orderParams,
    reply: refundView,
  },
  previewRefund: {
    method: 'GET',
    path: '/office/orders/:orderId/refund-preview',
    who: floor,
    about:
      'What a refund would give its buyer, and what the producer would be paid with it. Nothing is changed.',
    params: orderParams,
    query: refundQuery,
    reply: refundPreview,
  },
  refundUnits: {
    method: 'POST',
    path: '/office/orders/refund',
    who: floor,
    about: of['order:refund'].about,
    body: of['order:refund'].request,
    reply: of['order:refund'].reply,
  },
  refundAmount: {
    method: 'POST',
    path: '/office/orders/refund-amount',
    who: floor,
    about: of['order:refund-amount'].about,
    body: of['order:refund-amount'].request,
    reply: of['order:refund-amount'].reply,
  },
  cannotFill: {
    method: 'POST',
    path: '/office/orders/cannot-fill',
    who: floor,
    about: of['order:cannot-fill'].about,
    body: of['order:cannot-fill'].request,
    reply: of['order:cannot-fill'].reply,
  },
  previewCallOff: {
    method: 'GET',
    path: '/office/orders/:orderId/call-off',
    who: floor,
    about:
      'What it would do if the shop cancelled an order now: what goes back to its buyer, and what is paid out (O11). Nothing is changed.',
    params: orderParams,
    reply: callOffPreview,
  },
  callOff: {
    method: 'POST',
    path: '/office/orders/call-off',
    who: floor,
    about: of['order:call-off'].about,
    body: of['order:call-off'].request,
    reply: of['order:call-off'].reply,
  },
  giveAddress: {
    method: 'POST',
    path: '/office/orders/address',
    who: floor,
    about:
      'Keeps an address for the buyer of an order, encrypted, and sends the order there until it is packed (O10). No address is told.',
    body: giveAddressRequest,
    reply: of['order:give-address'].reply,
  },
} as const satisfies Record<string, Route>;
