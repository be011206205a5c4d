import * as z from 'zod/mini';
import {
  allowCash,
  boundsView,
  cashView,
  openProduct,
  releaseCash,
  setBounds,
} from '../../market/newcomers/contract.ts';
import { slug } from '../../values/ids.ts';
import { floor, type Route } from './route.ts';

/** What newcomers and unpaid orders may keep of the stock. */
export const boundsRoutes = {
  bounds: {
    method: 'GET',
    path: '/streams/:slug/bounds',
    who: floor,
    about: 'What newcomers and unpaid orders may keep of the stock of a stream (H3, H6), for its host.',
    params: z.strictObject({ slug }),
    reply: boundsView,
  },
  setBounds: {
    method: 'POST',
    path: '/streams/:slug/bounds',
    who: floor,
    about: 'Sets these bounds; open orders keep their windows.',
    params: z.strictObject({ slug }),
    body: setBounds.request,
    reply: setBounds.reply,
  },
  newcomersCash: {
    method: 'GET',
    path: '/streams/:slug/newcomers-cash',
    who: floor,
    about:
      'Cash orders of new buyers that could be released now, by product, network and time (H8), for its host.',
    params: z.strictObject({ slug }),
    reply: cashView,
  },
  releaseCash: {
    method: 'POST',
    path: '/streams/:slug/newcomers-cash/release',
    who: floor,
    about: 'Releases those of a choice, at most 500 at a time; the rest with the next request.',
    params: z.strictObject({ slug }),
    body: releaseCash.request,
    reply: releaseCash.reply,
  },
  allowCash: {
    method: 'POST',
    path: '/streams/:slug/newcomers-cash/allow',
    who: floor,
    about: 'Lifts a bar that a release set.',
    params: z.strictObject({ slug }),
    body: allowCash.request,
    reply: allowCash.reply,
  },
  openProduct: {
    method: 'POST',
    path: '/streams/:slug/newcomers-cash/open',
    who: floor,
    about: 'Ends the bound on networks of new buyers for one product.',
    params: z.strictObject({ slug }),
    body: openProduct.request,
    reply: openProduct.reply,
  },
} as const satisfies Record<string, Route>;
