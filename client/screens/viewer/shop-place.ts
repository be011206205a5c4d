import { part } from '../../ui/part.tsx';

/** The shop's list. */
export const Shop = part(() => import('./BagList.tsx').then(({ BagList }) => BagList));
