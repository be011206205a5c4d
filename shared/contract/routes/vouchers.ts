import * as z from 'zod/mini';
import { voucherCodes } from '../../market/voucher/contract.ts';
import { slug } from '../../values/ids.ts';
import { onTheFloor, type Route } from './route.ts';

/** What of vouchers is told to one person alone. */
export const voucherRoutes = {
  voucherCodes: {
    method: 'GET',
    path: '/streams/:slug/voucher-codes',
    who: onTheFloor,
    about: 'The codes that whoever asks gave the vouchers of a stream; nobody else is told them.',
    params: z.strictObject({ slug }),
    reply: voucherCodes,
  },
} as const satisfies Record<string, Route>;
