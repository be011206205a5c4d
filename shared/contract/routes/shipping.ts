import * as z from 'zod/mini';
import { slug } from '../../values/ids.ts';
import { set, shippingTerms } from '../shipping.ts';
import { onTheFloor, type Route } from './route.ts';

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
} as const satisfies Record<string, Route>;
