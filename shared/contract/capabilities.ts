import { account } from './account.ts';
import { buyerBounds } from './allowance.ts';
import { anyRequest } from './any-request.ts';
import { newcomers } from './bounds.ts';
import { broadcast } from './broadcast.ts';
import { cart } from './cart.ts';
import { catalogue } from './catalogue.ts';
import { exposure } from './exposure.ts';
import { flashSale } from './flash-sale.ts';
import { lineup } from './lineup.ts';
import { media } from './media.ts';
import { office } from './office.ts';
import { order } from './order.ts';
import { orderRefund } from './order-refund.ts';
import { parcel } from './parcel.ts';
import { saleStop } from './sale-stop.ts';
import { shipping } from './shipping.ts';
import { stock } from './stock.ts';
import { stream } from './stream.ts';
import { page } from './stream-page.ts';
import { voucher } from './voucher.ts';
import { waitlist } from './waitlist.ts';

/**
 * The contract of every capability, once: a file that is not named here is no part of the wire. Documents tell them in this
 * order.
 */
export const capabilities = {
  stream,
  newcomers,
  page,
  broadcast,
  lineup,
  shipping,
  stock,
  saleStop,
  flashSale,
  cart,
  order,
  voucher,
  orderRefund,
  exposure,
  parcel,
  waitlist,
  buyerBounds,
  media,
  catalogue,
  account,
  office,
  anyRequest,
} as const;
