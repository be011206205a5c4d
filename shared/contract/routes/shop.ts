import { aboutShopView, describeShopRequest } from '../shop.ts';
import type { Route } from './route.ts';

/** Who sells, and on what terms (B6). */
export const shopRoutes = {
  aboutShop: {
    method: 'GET',
    path: '/shop',
    who: 'anyone',
    about: 'Who sells, with licences, contact and policies (B6).',
    reply: aboutShopView,
  },
  describeShop: {
    method: 'POST',
    path: '/shop',
    who: ['operator'],
    about: 'Says it, whole; STALE_VERSION if somebody else said something else meanwhile (B6).',
    body: describeShopRequest,
    reply: aboutShopView,
  },
} as const satisfies Record<string, Route>;
