import type { RefundView } from '../../../shared/contract/order-refund.ts';
import { formatMoney } from '../../../shared/values/money.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { Choices } from '../../screens/staff/console/Choices.tsx';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { askOf, halfOf, mostOf, type RefundDraft, type RefundLine, typed } from './refund-draft.ts';
import { refundWords } from './refund-words.ts';

/** So many units are chips that one tap chooses; of more, a list is. */
const MAX_CHIPS = 6;

/** How many units of a line are refunded. @param name null: there is one line */
export function UnitsOf({
  line,
  name,
  units,
  onChange,
}: {
  line: RefundLine;
  name: string | null;
  units: number;
  onChange(units: number): void;
}) {
  const say = useMessages(refundWords);
  const counts = Array.from({ length: line.openUnits }, (_, n) => n + 1);
  const words = `${say.units} (${say.ofUnits(line.units)})`;
  const label = name === null ? words : say.lineUnits(name, words);
  if (line.openUnits <= MAX_CHIPS)
    return (
      <Choices
        label={label}
        value={units}
        options={counts.map((value) => ({ value, words: value }))}
        onChange={onChange}
      />
    );
  return (
    <SelectField
      label={label}
      value={`${units}`}
      options={counts.map((value) => ({ value: `${value}`, words: `${value}` }))}
      onChange={(value) => onChange(Number(value))}
    />
  );
}

/** The amount that is given back of the picked lines together, with a tap for half and for all of it. */
export function AmountOf({
  draft,
  view,
  onChange,
}: {
  draft: RefundDraft;
  view: RefundView;
  onChange(amount: string): void;
}) {
  const say = useMessages(refundWords);
  const language = useLanguage();
  const { currency } = view;
  const mostMinor = mostOf(draft, view);
  const isWrong = draft.amount.trim() !== '' && draft.picked.size > 0 && askOf(draft, view) === null;
  const half = typed(halfOf(draft, view), currency);
  const most = say.most(formatMoney(mostMinor, currency, language));
  return (
    <div className="refund-amount">
      <Field
        label={say.amount}
        inputMode="decimal"
        autoComplete="off"
        placeholder={half}
        hint={draft.picked.size > 1 ? say.split(most) : most}
        value={draft.amount}
        onChange={(event) => onChange(event.target.value)}
        {...(isWrong && { fault: `${say.amountWrong} ${most}` })}
      />
      <Button look="line" onClick={() => onChange(half)}>
        {say.half}
      </Button>
      <Button look="line" onClick={() => onChange(typed(mostMinor, currency))}>
        {say.all}
      </Button>
    </div>
  );
}
