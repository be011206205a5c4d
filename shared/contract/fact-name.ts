import { capabilities } from './capabilities.ts';
import { type Listed, listed } from './capability.ts';

/**
 * What can happen in a stream, by name: the facts of `server/market/facts.ts`. A fact that is missing can't be told as a step
 * of the log (`moment.ts`), and a name without words does not compile on the screens.
 */
export type FactName = Listed<typeof capabilities, 'facts'>;

const {
  stream,
  newcomers,
  broadcast,
  lineup,
  saleStop,
  shipping,
  flashSale,
  stock,
  voucher,
  cart,
  waitlist,
  order,
  parcel,
  ...others
} = capabilities;

/** Documents tell them as an evening makes them; those of any other capability come behind. */
export const factNames: readonly FactName[] = listed(
  {
    stream,
    newcomers,
    broadcast,
    lineup,
    saleStop,
    shipping,
    flashSale,
    stock,
    voucher,
    cart,
    waitlist,
    order,
    parcel,
    ...others,
  },
  'facts',
);
