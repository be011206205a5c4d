import { type FormEvent, useState } from 'react';
import { parseMoney } from '../../../shared/values/money.ts';
import { formMessages } from '../../i18n/console-forms.ts';
import { useMessages } from '../../i18n/language.ts';
import { amountText } from '../../screens/staff/console/amount-text.ts';
import { useConsole, useCurrency, useItem, useItemName } from '../../screens/staff/console/host-context.ts';
import { useFirstField } from '../../screens/staff/console/use-first-field.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { useMoney } from '../../ui/Price.tsx';
import { Sheet } from '../../ui/Sheet.tsx';

/** Changes the list price of an item; bound prices stay (F4). */
export function PriceSheet({ itemNumber, onClose }: { itemNumber: number; onClose(): void }) {
  const say = useMessages(formMessages);
  const { host } = useConsole();
  const currency = useCurrency();
  const money = useMoney(currency);
  const nameOf = useItemName();
  const wasMinor = useItem(itemNumber)?.listPriceMinor ?? 0;
  const [text, setText] = useState(() => amountText(wasMinor, currency));
  const priceMinor = parseMoney(text, currency);
  const isFine = priceMinor !== null && priceMinor > 0;

  const form = useFirstField();

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!isFine) return;
    if (priceMinor !== wasMinor) void host.act({ kind: 'lineup:set-price', itemNumber, priceMinor });
    onClose();
  }

  return (
    <Sheet
      isQuestion
      title={say.priceTitle(nameOf(itemNumber))}
      onClose={onClose}
      footer={
        <Button look="primary" wide type="submit" form="price-form" disabled={!isFine}>
          {say.setPrice(isFine ? money(priceMinor) : '–')}
        </Button>
      }
    >
      <form ref={form} id="price-form" className="form" noValidate onSubmit={submit}>
        <Field
          label={say.newPrice}
          hint={say.priceWhy}
          inputMode="decimal"
          value={text}
          onChange={(event) => setText(event.target.value)}
          {...(isFine ? {} : { fault: say.priceWrong })}
        />
      </form>
    </Sheet>
  );
}
