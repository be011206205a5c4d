import { type FormEvent, useState } from 'react';
import { formMessages } from '../../i18n/console-forms.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { Choices } from '../../screens/staff/console/Choices.tsx';
import { useConsole, useItem, useItemName } from '../../screens/staff/console/host-context.ts';
import { useFirstField } from '../../screens/staff/console/use-first-field.ts';
import { wholeNumber } from '../../screens/staff/console/whole-number.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Sheet } from '../../ui/Sheet.tsx';

const STEPS = [1, 5, 10, 50];

/** Corrects the count of an item by a number that is confirmed before it is written down (K1). */
export function StockSheet({
  itemNumber,
  sign,
  onClose,
}: {
  itemNumber: number;
  sign: 1 | -1;
  onClose(): void;
}) {
  const say = useMessages(formMessages);
  const language = useLanguage();
  const { host } = useConsole();
  const nameOf = useItemName();
  const item = useItem(itemNumber);
  const [text, setText] = useState('1');
  const available = item?.available ?? 0;
  const units = wholeNumber(text);
  const isFine = units !== null && units > 0 && units <= 100_000 && (sign > 0 || units <= available);

  const form = useFirstField();

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!isFine) return;
    void host.act({ kind: 'stock:adjust', itemNumber, delta: sign * units });
    onClose();
  }

  return (
    <Sheet
      isQuestion
      title={say.stockTitle(nameOf(itemNumber))}
      onClose={onClose}
      footer={
        <Button look="primary" wide type="submit" form="stock-form" disabled={!isFine}>
          {sign > 0 ? say.stockAdd(units ?? 0) : say.stockTake(units ?? 0)}
        </Button>
      }
    >
      <form ref={form} id="stock-form" className="form" noValidate onSubmit={submit}>
        <p className="figures">{say.stockNow(available.toLocaleString(language))}</p>
        <Choices
          label={say.stockBy}
          value={units}
          options={STEPS.map((step) => ({ value: step, words: `${sign > 0 ? '+' : '−'}${step}` }))}
          onChange={(step) => setText(String(step))}
        />
        <Field
          label={say.stockOther}
          hint={say.stockWhy}
          inputMode="numeric"
          value={text}
          onChange={(event) => setText(event.target.value)}
          {...(isFine ? {} : { fault: sign < 0 ? say.capWrong(available) : say.wholeWrong })}
        />
      </form>
    </Sheet>
  );
}
