import * as z from 'zod/mini';
import { voucherCodes } from '../../market/voucher/contract.ts';
import { slug } from '../../values/ids.ts';
import { myVouchers } from '../my-vouchers.ts';
import { onTheFloor, type Route } from './route.ts';

/** What of vouchers is told to one person alone. */
export const voucherRoutes = {
  myVouchers: {
    method: 'GET',
    path: '/vouchers',
    who: 'anyone',
    about: 'The vouchers of the streams that are on, as each stands to this buyer; none that has a code.',
    reply: myVouchers,
  },
  voucherCodes: {
    method: 'GET',
    path: '/streams/:slug/voucher-codes',
    who: onTheFloor,
    about: 'The codes that whoever asks gave the vouchers of a stream; nobody else is told them.',
    params: z.strictObject({ slug }),
    reply: voucherCodes,
  },
} as const satisfies Record<string, Route>;
