import { MINUTE } from '../../../../shared/values/time.ts';
import { useMessages } from '../../../i18n/language.ts';
import { part } from '../../../ui/part.tsx';
import { useAllowance } from './use-allowance.ts';
import { viewerWords } from './words.ts';

const load = () => import('./Allowance.tsx');
const AllowanceNote = part(() => load().then((module) => module.AllowanceNote));
/** Why this buyer may add none, on the button's place. */
export const WhyNone = part(() => load().then((module) => module.WhyNone));

/**
 * How many more this buyer may add, on a card or a row; its words come with the first bound that there is.
 * @param isOnButton the button beside it says why it is none
 */
export function AllowancePlace({
  itemNumber,
  isOnButton = false,
}: {
  itemNumber: number;
  isOnButton?: boolean;
}) {
  const may = useAllowance(itemNumber);
  return may?.bound && !(isOnButton && may.units === 0) ? <AllowanceNote itemNumber={itemNumber} /> : null;
}

/** For how long a tap reserves, on the button itself; nothing until the market has said so of this buyer. */
export function ReservedShort({ itemNumber }: { itemNumber: number }) {
  const say = useMessages(viewerWords);
  const may = useAllowance(itemNumber);
  return (
    may && (
      <small>
        {may.reservedMs === null ? say.reservesNone : say.reserves(+(may.reservedMs / MINUTE).toFixed(2))}
      </small>
    )
  );
}
