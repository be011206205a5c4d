import { account } from '../market/account/contract.ts';
import { broadcast } from '../market/broadcast/contract.ts';
import { buyerBounds } from '../market/cart/allowance.ts';
import { cart } from '../market/cart/contract.ts';
import { chat } from '../market/chat/contract.ts';
import { flashSale } from '../market/flash-sale/contract.ts';
import { lineup } from '../market/lineup/contract.ts';
import { newcomers } from '../market/newcomers/contract.ts';
import { order } from '../market/order/contract.ts';
import { orderRefund } from '../market/order/refund.ts';
import { parcel } from '../market/parcel/contract.ts';
import { shipping } from '../market/shipping/contract.ts';
import { showRequest } from '../market/show-request/contract.ts';
import { stock } from '../market/stock/contract.ts';
import { saleStop } from '../market/stock/sale-stop.ts';
import { stream } from '../market/stream/contract.ts';
import { page } from '../market/stream/page.ts';
import { voucher } from '../market/voucher/contract.ts';
import { waitlist } from '../market/waitlist/contract.ts';
import { anyRequest } from './any-request.ts';
import { catalogue } from './catalogue.ts';
import { exposure } from './exposure.ts';
import { media } from './media.ts';
import { office } from './office.ts';

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
  showRequest,
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
  chat,
  buyerBounds,
  media,
  catalogue,
  account,
  office,
  anyRequest,
} as const;
