import { useEffect } from 'react';
import { part } from '../../../ui/part.tsx';
import { useIsLater } from '../../../ui/use-is-later.ts';
import { useCart } from './viewer-stores.ts';

const Fault = part(() => import('./Fault.tsx').then((module) => module.ItemFault));

/** Where the reason stands why the last tap on an item did nothing. */
export function FaultPlace({ itemNumber }: { itemNumber: number }) {
  const isRefused = useCart((state) => state.faults[itemNumber] !== undefined);
  return isRefused ? <Fault itemNumber={itemNumber} /> : null;
}

/** Brings what a refusal says, before the line may break. */
export function useFaultsSoon(): void {
  const isLater = useIsLater();
  useEffect(() => {
    if (isLater) Fault.fetch();
  }, [isLater]);
}
