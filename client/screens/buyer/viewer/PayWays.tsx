import type { PaymentMethod } from '../../../../shared/contract/payment.ts';
import type { WayToPay } from '../../../../shared/market/newcomers/contract.ts';
import type { QuoteView } from '../../../../shared/market/order/contract.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { sentenceOf } from '../../../market/sentences.ts';
import { RareIcon } from '../../../ui/RareIcon.tsx';
import { useWording } from '../../../ui/wording.ts';
import { checkoutWords } from './checkout-words.ts';
import { useCurrency } from './viewer-stores.ts';

/** What an order would be refused for, by the way to pay (H3, H8); a way without an entry is open. */
export type WayRefusals = ReadonlyMap<PaymentMethod, NonNullable<WayToPay['refusal']>>;

/** @param quote the last that there is; null: nothing is known yet, so nothing is closed */
export function refusalsOf(quote: QuoteView | null): WayRefusals {
  const refused = (quote?.ways ?? []).flatMap(({ payment, refusal }) =>
    refusal ? [[payment, refusal] as const] : [],
  );
  return new Map(refused);
}

/**
 * What a way to pay is known by. They are drawings of our own: the marks of wallets and cards stand where a provider takes
 * them, and none does.
 */
const marks: Record<PaymentMethod, 'card' | 'cash'> = { sandbox: 'card', cash_on_delivery: 'cash' };

/** How to pay, where there is a choice; nothing is ordered by choosing. A way that is closed says why. */
export function PayWays({
  ways,
  refusals,
  chosen,
  disabled,
  onChoose,
}: {
  ways: readonly PaymentMethod[];
  refusals: WayRefusals;
  chosen: PaymentMethod | null;
  disabled: boolean;
  onChoose(way: PaymentMethod): void;
}) {
  const say = useMessages(checkoutWords);
  const language = useLanguage();
  const wording = useWording(useCurrency());
  const [only] = ways;
  if (!only) return null;
  if (ways.length < 2) {
    return (
      <p className="pay-alone">
        <RareIcon name={marks[only]} size={24} />
        {only === 'cash_on_delivery' ? say.atTheDoor : say.way[only]}
      </p>
    );
  }
  const closed = ways.flatMap((way) => refusals.get(way) ?? []);
  return (
    <fieldset className="pay-ways" disabled={disabled}>
      <legend className="soft small">{say.payHow}</legend>
      {ways.map((way) => (
        <label key={way}>
          <input
            type="radio"
            name="pay-way"
            checked={way === chosen}
            disabled={refusals.has(way)}
            onChange={() => onChoose(way)}
          />
          <RareIcon name={marks[way]} size={24} />
          <span>{say.way[way]}</span>
        </label>
      ))}
      {closed.map((reason) => (
        <p key={reason.code} className="soft small">
          {sentenceOf(reason, language, wording)}
        </p>
      ))}
    </fieldset>
  );
}
