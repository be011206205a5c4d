import type { OfficeBuyerRow } from '../../../../shared/contract/office-buyers.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { officeBuyersWords } from '../../../i18n/office-buyers.ts';
import { Pill } from '../../../ui/Pill.tsx';
import { dayOnly } from '../../../ui/time-words.ts';

/** What a buyer may not do, and what of their orders waits for somebody. */
export function BuyerPills({
  buyer: { unpaid, underway, openClaims, limitedUntilMs, silenced },
}: {
  buyer: Pick<OfficeBuyerRow, 'unpaid' | 'underway' | 'openClaims' | 'limitedUntilMs' | 'silenced'>;
}) {
  const say = useMessages(officeBuyersWords);
  const language = useLanguage();
  return (
    <>
      {limitedUntilMs !== undefined && (
        <Pill tone="attention">{say.limited(dayOnly(limitedUntilMs, language))}</Pill>
      )}
      {silenced && <Pill tone="attention">{say.silencedIn[silenced]}</Pill>}
      {openClaims > 0 && <Pill tone="attention">{say.openClaims(openClaims)}</Pill>}
      {unpaid > 0 && <Pill tone="attention">{say.unpaid(unpaid)}</Pill>}
      {underway > 0 && <Pill tone="done">{say.underway(underway)}</Pill>}
    </>
  );
}
