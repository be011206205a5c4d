import type { PartBy, SalesPart } from '../../../../shared/contract/parts.ts';
import type { SalesReport } from '../../../../shared/contract/sales.ts';
import { itemsMessages } from '../../../i18n/insights-items.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { partRows, worstOf } from './items-rows.ts';
import { LostWhen } from './LostMost.tsx';

/** What lost most of those who tapped before they paid, over all steps between, and when; nothing where nobody can say. */
export function ToPayment({
  by,
  report: { slug, items, liveStartMs },
  parts,
  nameOf,
  onAll,
}: {
  by: PartBy;
  report: Pick<SalesReport, 'slug' | 'items' | 'liveStartMs'>;
  parts: readonly SalesPart[];
  nameOf(part: SalesPart): string;
  onAll(): void;
}) {
  const say = useMessages(itemsMessages);
  const language = useLanguage();
  const worst = worstOf(partRows(by, parts, items, nameOf, 'toPayment'));
  if (!worst) return null;
  const { part, name, most } = worst;
  return (
    <p className="items-to-payment">
      <span className="soft">{say.worstToPayment}</span>{' '}
      {by === 'item' && <b className="figures">{part.of}</b>} <b>{name}</b>
      {' · '}
      {say.lost.toPayment(most.lost.toLocaleString(language), most.of.toLocaleString(language))}
      {most.when && ' · '}
      <LostWhen {...{ slug, liveStartMs, by }} of={part.of} loss={most} />{' '}
      <button type="button" className="text-button" onClick={onAll}>
        {say.rankAll}
      </button>
    </p>
  );
}
