import * as z from 'zod/mini';
import { setStreamDefaultsRequest, streamDefaultsView } from '../../market/stream/defaults.ts';
import { slug } from '../../values/ids.ts';
import { originDays, originDaysList, setShipDaysRequest, streamShipDates } from '../ship-days.ts';
import { aboutShopView, describeShopRequest } from '../shop.ts';
import type { Route } from './route.ts';

/** Who sells, and on what terms (B6); how long each origin takes (P4). */
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
  streamDefaults: {
    method: 'GET',
    path: '/shop/stream-defaults',
    who: ['operator', 'host'],
    about: 'What new streams begin with, and who set it (S11).',
    reply: streamDefaultsView,
  },
  setStreamDefaults: {
    method: 'POST',
    path: '/shop/stream-defaults',
    who: ['operator'],
    about: 'Sets it, whole; STALE_VERSION if somebody else did meanwhile (S11).',
    body: setStreamDefaultsRequest,
    reply: streamDefaultsView,
  },
  originDays: {
    method: 'GET',
    path: '/shop/origins',
    who: ['operator'],
    about: 'How long each origin takes to pack and on the way (P4).',
    reply: originDaysList,
  },
  setShipDays: {
    method: 'POST',
    path: '/shop/origins',
    who: ['operator'],
    about:
      'Says it for one origin; it holds for orders from now on. STALE_VERSION if somebody else did meanwhile.',
    body: setShipDaysRequest,
    reply: originDays,
  },
  shipDates: {
    method: 'GET',
    path: '/streams/:slug/ship-dates',
    who: 'anyone',
    about: 'When each origin of a stream ships what is ordered now (P4).',
    params: z.strictObject({ slug }),
    reply: streamShipDates,
  },
} as const satisfies Record<string, Route>;
