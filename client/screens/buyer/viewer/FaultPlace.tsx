import { part } from '../../../ui/part.tsx';
import { useCart } from './viewer-stores.ts';

/** What a refusal says. */
export const Fault = part(() => import('./Fault.tsx').then((module) => module.ItemFault));

/** Where the reason stands why the last tap on an item did nothing. */
export function FaultPlace({ itemNumber }: { itemNumber: number }) {
  const isRefused = useCart((state) => state.faults[itemNumber] !== undefined);
  return isRefused ? <Fault itemNumber={itemNumber} /> : null;
}
