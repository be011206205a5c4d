import type { OfficeBuyerRow } from '../../../../shared/contract/office-buyers.ts';
import { useMessages } from '../../../i18n/language.ts';
import { officeBuyersWords } from '../../../i18n/office-buyers.ts';
import { Pill } from '../../../ui/Pill.tsx';

/** What of a buyer's orders waits for somebody. */
export function BuyerPills({
  buyer: { unpaid, underway, openClaims },
}: {
  buyer: Pick<OfficeBuyerRow, 'unpaid' | 'underway' | 'openClaims'>;
}) {
  const say = useMessages(officeBuyersWords);
  return (
    <>
      {openClaims > 0 && <Pill tone="attention">{say.openClaims(openClaims)}</Pill>}
      {unpaid > 0 && <Pill tone="attention">{say.unpaid(unpaid)}</Pill>}
      {underway > 0 && <Pill tone="done">{say.underway(underway)}</Pill>}
    </>
  );
}
