import type { OfficeBuyerRow } from '../../../../shared/contract/office-buyers.ts';
import { formatMoney } from '../../../../shared/values/money.ts';
import { useLanguage } from '../../../i18n/language.ts';

/** What was spent, one amount a currency; a currency in which nothing was kept is left out beside another. */
export function useSpent(spent: OfficeBuyerRow['spent']): string {
  const language = useLanguage();
  const kept = spent.filter(({ minor }) => minor > 0);
  return (kept.length > 0 ? kept : spent.slice(0, 1))
    .map(({ minor, currency }) => formatMoney(minor, currency, language))
    .join(' + ');
}
