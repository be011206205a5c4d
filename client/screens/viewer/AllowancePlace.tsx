import { lazy, Suspense } from 'react';
import { loadChunk } from '../../ui/load-chunk.ts';
import { useAllowance } from './use-allowance.ts';

const load = () => loadChunk(() => import('./Allowance.tsx'));
const AllowanceNote = lazy(async () => ({ default: (await load()).AllowanceNote }));
const WhyNone = lazy(async () => ({ default: (await load()).WhyNone }));

/**
 * How many more this buyer may add, on a card or a row; its words come with the first bound that there is.
 * @param isOnButton the button beside it says why it is none
 * @param isShort in few words, for a row
 */
export function AllowancePlace({
  itemNumber,
  isOnButton = false,
  isShort = false,
}: {
  itemNumber: number;
  isOnButton?: boolean;
  isShort?: boolean;
}) {
  const may = useAllowance(itemNumber);
  return may?.bound && !(isOnButton && may.units === 0) ? (
    <Suspense fallback={null}>
      <AllowanceNote itemNumber={itemNumber} isShort={isShort} />
    </Suspense>
  ) : null;
}

/** Why this buyer may add none, on the button's place. @param fallback what the button says until that is there */
export function WhyNonePlace({ itemNumber, fallback }: { itemNumber: number; fallback: string }) {
  return (
    <Suspense fallback={fallback}>
      <WhyNone itemNumber={itemNumber} />
    </Suspense>
  );
}
