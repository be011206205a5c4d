import type { KeptBack as Kept } from '../../../../shared/contract/settlement.ts';
import { formatMoney } from '../../../../shared/values/money.ts';
import { keptBackWords } from '../../../i18n/kept-back.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';

/** What of the money owed is kept back, and why (M2, M3, M7); nothing, where all of it is due. */
export function KeptBack({ of, currency }: { of: Kept; currency: string }) {
  const say = useMessages(keptBackWords);
  const language = useLanguage();
  const parts = [
    [of.notDueMinor, say.notDue],
    [of.pausedMinor, say.paused],
    [of.reservedMinor, say.reserved],
    [of.takenBackMinor, say.takenBack],
  ] as const;
  const said = parts.flatMap(([minor, words]) =>
    minor === 0 ? [] : [words(formatMoney(minor, currency, language))],
  );
  return said.length > 0 && <span className="soft small figures">{said.join(say.between)}</span>;
}
