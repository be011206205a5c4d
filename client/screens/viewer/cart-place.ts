import { part } from '../../ui/part.tsx';

/** The cart over everything else: a sheet in a hand, a drawer on a wide screen. */
export const CartSheet = part(() => import('./Cart.tsx').then(({ Cart }) => Cart));
