import { part } from '../../../ui/part.tsx';

/** The cart over everything else: a sheet in a hand, the shop's column on a desktop. */
export const CartSheet = part(() => import('./Cart.tsx').then(({ Cart }) => Cart));
