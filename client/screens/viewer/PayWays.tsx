import type { PaymentMethod } from '../../../shared/contract/payment.ts';
import { useMessages } from '../../i18n/language.ts';
import { checkoutWords } from './checkout-words.ts';

/**
 * How to pay, where there is a choice; nothing is ordered by choosing. Where there is none, a line says of paying at the
 * door what a button that pays says by itself.
 */
export function PayWays({
  ways,
  chosen,
  disabled,
  onChoose,
}: {
  ways: readonly PaymentMethod[];
  chosen: PaymentMethod | null;
  disabled: boolean;
  onChoose(way: PaymentMethod): void;
}) {
  const say = useMessages(checkoutWords);
  if (ways.length < 2) return ways[0] === 'cash_on_delivery' ? <p>{say.atTheDoor}</p> : null;
  return (
    <fieldset className="pay-ways" disabled={disabled}>
      <legend className="soft small">{say.payHow}</legend>
      {ways.map((way) => (
        <label key={way}>
          <input type="radio" name="pay-way" checked={way === chosen} onChange={() => onChoose(way)} />
          {say.way[way]}
        </label>
      ))}
    </fieldset>
  );
}
