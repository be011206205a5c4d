import { type FormEvent, useState } from 'react';
import { MAX_UNITS } from '../../../shared/values/unit-bounds.ts';
import { formMessages } from '../../i18n/console-forms.ts';
import { useMessages } from '../../i18n/language.ts';
import { useConsole, useItem, useItemName } from '../../screens/staff/console/host-context.ts';
import { useFirstField } from '../../screens/staff/console/use-first-field.ts';
import { wholeNumber } from '../../screens/staff/console/whole-number.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Sheet } from '../../ui/Sheet.tsx';

/** Changes how many of an item one buyer may have, from now on; what is reserved or ordered stays (B1). */
export function LimitSheet({ itemNumber, onClose }: { itemNumber: number; onClose(): void }) {
  const say = useMessages(formMessages);
  const { host } = useConsole();
  const nameOf = useItemName();
  const wasLimit = useItem(itemNumber)?.buyerLimit ?? null;
  const [text, setText] = useState(() => String(wasLimit ?? ''));
  const number = wholeNumber(text);
  const isNone = text.trim() === '';
  const isFine = isNone || (number !== null && number >= 1 && number <= MAX_UNITS);
  const buyerLimit = isNone ? null : number;

  const form = useFirstField();

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!isFine) return;
    if (buyerLimit !== wasLimit) void host.act({ kind: 'lineup:set-limit', itemNumber, buyerLimit });
    onClose();
  }

  return (
    <Sheet
      title={say.limitTitle(nameOf(itemNumber))}
      onClose={onClose}
      footer={
        <Button look="primary" wide type="submit" form="limit-form" disabled={!isFine}>
          {say.setLimit(isFine ? buyerLimit : wasLimit)}
        </Button>
      }
    >
      <form ref={form} id="limit-form" className="form" noValidate onSubmit={submit}>
        <Field
          label={say.limitField}
          hint={say.limitWhy}
          inputMode="numeric"
          placeholder={say.noLimit}
          value={text}
          onChange={(event) => setText(event.target.value)}
          {...(isFine ? {} : { fault: say.limitWrong(MAX_UNITS) })}
        />
      </form>
    </Sheet>
  );
}
