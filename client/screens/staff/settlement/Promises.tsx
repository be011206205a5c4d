import type { Promises as Kept } from '../../../../shared/contract/settlement.ts';
import { useMessages } from '../../../i18n/language.ts';
import { settlementMessages } from '../../../i18n/settlement.ts';
import { Icon } from '../../../ui/Icon.tsx';

/** How the promise is kept, in words; what is late stands out by a drawing and a word. */
export function Promises({ promise }: { promise: Kept }) {
  const say = useMessages(settlementMessages);
  const { due, onTime, paidLate, overdue, paused } = promise;
  const more = [paidLate > 0 ? say.paidLate(paidLate) : null, paused > 0 ? say.paused(paused) : null].filter(
    (each) => each !== null,
  );
  return (
    <span className="promises soft small">
      {overdue > 0 && (
        <b className="late">
          <Icon name="attention" size={14} />
          {say.late(overdue)}
        </b>
      )}
      <span>{[due === 0 ? say.nothingDue : say.keptOf(onTime, due), ...more].join(' · ')}</span>
    </span>
  );
}
