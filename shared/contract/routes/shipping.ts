import * as z from 'zod/mini';
import { set, setOverseas, shippingTerms } from '../../market/shipping/contract.ts';
import { slug } from '../../values/ids.ts';
import { floor, onTheFloor, type Route } from './route.ts';

/** What sending costs. */
export const shippingRoutes = {
  shippingTerms: {
    method: 'GET',
    path: '/streams/:slug/shipping',
    who: onTheFloor,
    about: 'What sending costs in a stream, origin by origin, for those who work on it.',
    params: z.strictObject({ slug }),
    reply: shippingTerms,
  },
  setShipping: {
    method: 'POST',
    path: '/streams/:slug/shipping',
    who: onTheFloor,
    about: 'Sets what sending from an origin costs.',
    params: z.strictObject({ slug }),
    body: set.request,
    reply: set.reply,
  },
  setOverseas: {
    method: 'POST',
    path: '/streams/:slug/overseas',
    who: floor,
    about: 'Sells abroad as well, with a second currency to show there.',
    params: z.strictObject({ slug }),
    body: setOverseas.request,
    reply: setOverseas.reply,
  },
} as const satisfies Record<string, Route>;
