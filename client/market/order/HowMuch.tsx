import { formatMoney } from '../../../shared/values/money.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { Choices } from '../../screens/staff/console/Choices.tsx';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { queryOf, type RefundDraft, type RefundLine, typed } from './refund-draft.ts';
import { refundWords } from './refund-words.ts';

/** So many units are chips that one tap chooses; of more, a list is. */
const MAX_CHIPS = 6;

/** How much of a line is refunded: an amount, with a tap for half and for all of it, or units. */
export function HowMuch({
  draft,
  line,
  currency,
  onChange,
}: {
  draft: RefundDraft;
  line: RefundLine;
  currency: string;
  onChange(part: Partial<RefundDraft>): void;
}) {
  const say = useMessages(refundWords);
  const language = useLanguage();
  if (draft.kind !== 'amount') {
    const counts = Array.from({ length: line.openUnits }, (_, n) => n + 1);
    const label = `${say.units} (${say.ofUnits(line.units)})`;
    if (line.openUnits <= MAX_CHIPS)
      return (
        <Choices
          label={label}
          value={draft.units}
          options={counts.map((value) => ({ value, words: value }))}
          onChange={(units) => onChange({ units })}
        />
      );
    return (
      <SelectField
        label={label}
        value={`${draft.units}`}
        options={counts.map((value) => ({ value: `${value}`, words: `${value}` }))}
        onChange={(units) => onChange({ units: Number(units) })}
      />
    );
  }
  const mostMinor = line.mostMinor[draft.bearer];
  const isWrong = draft.amount.trim() !== '' && queryOf(draft, line, currency) === null;
  const half = Math.min(mostMinor, Math.floor(line.paidMinor / 2));
  return (
    <div className="refund-amount">
      <Field
        label={say.amount}
        inputMode="decimal"
        autoComplete="off"
        placeholder={typed(half, currency)}
        hint={say.most(formatMoney(mostMinor, currency, language))}
        value={draft.amount}
        onChange={(event) => onChange({ amount: event.target.value })}
        {...(isWrong && {
          fault: `${say.amountWrong} ${say.most(formatMoney(mostMinor, currency, language))}`,
        })}
      />
      <Button look="line" onClick={() => onChange({ amount: typed(half, currency) })}>
        {say.half}
      </Button>
      <Button look="line" onClick={() => onChange({ amount: typed(mostMinor, currency) })}>
        {say.all}
      </Button>
    </div>
  );
}
