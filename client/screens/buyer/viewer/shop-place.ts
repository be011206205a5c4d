import { part } from '../../../ui/part.tsx';

const load = () => import('./BagList.tsx');
/** The shop's list, and the bar below it: a finger on the way to the shop brings both. */
export const Shop = part(() => load().then(({ BagList }) => BagList));
export const ShopBar = part(() => load().then(({ CartBar }) => CartBar));
