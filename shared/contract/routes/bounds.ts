import * as z from 'zod/mini';
import { boundsView, setBounds } from '../../market/newcomers/contract.ts';
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
} as const satisfies Record<string, Route>;
