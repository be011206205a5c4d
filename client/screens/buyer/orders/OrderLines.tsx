import type { OrderView } from '../../../../shared/market/order/contract.ts';
import { namedIn } from '../../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { Picture } from '../../../ui/Picture.tsx';
import { orderWords } from './words.ts';

/** What was ordered, each line with its picture, and whether its price is a flash's (F5). */
export function OrderLines({
  lines,
  pictures,
  money,
}: {
  lines: OrderView['lines'];
  /** In the order of the lines. */
  pictures: readonly string[];
  money(minor: number): string;
}) {
  const say = useMessages(orderWords);
  const language = useLanguage();
  return (
    <ul className="order-lines">
      {lines.map((line, index) => (
        <li key={`${line.itemNumber} ${line.unitPriceMinor}`}>
          <Picture source={pictures[index] ?? ''} size={56} />
          <span className="order-name">
            <bdi>{namedIn(language, line).name}</bdi>
            {line.unfilledUnits > 0 && <small> {say.unfilled(line.unfilledUnits)}</small>}
          </span>
          <span className="order-units figures soft">
            {line.units} × {money(line.unitPriceMinor)}
          </span>
          <span className="order-sum figures">{money(line.units * line.unitPriceMinor)}</span>
          {line.tapAtMs !== undefined && (
            <small className="order-tap figures soft">{line.lateOk ? say.flashLate : say.flash}</small>
          )}
        </li>
      ))}
    </ul>
  );
}
