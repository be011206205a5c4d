import { formMessages } from '../../../../i18n/console-forms.ts';
import { useLanguage, useMessages } from '../../../../i18n/language.ts';
import { Field } from '../../../../ui/Field.tsx';
import { type Allotment, readAllotment } from './allotment.ts';

/** How many pieces of a product this stream gets, at which price, and how many of them one person. */
export function AllotFields({
  allotment,
  onChange,
}: {
  allotment: Allotment;
  onChange(allotment: Allotment): void;
}) {
  const say = useMessages(formMessages);
  const language = useLanguage();
  const { units, priceMinor, buyerLimit } = readAllotment(allotment);
  const most = allotment.product.warehouseUnits?.toLocaleString(language);
  const wrong = most === undefined ? say.wholeWrong : say.unitsWrong(most);
  return (
    <div className="allot">
      <Field
        label={say.units}
        hint={most === undefined ? undefined : say.ofWarehouse(most)}
        inputMode="numeric"
        autoComplete="off"
        value={allotment.pieces}
        onFocus={(event) => event.target.select()}
        onChange={(event) => onChange({ ...allotment, pieces: event.target.value })}
        {...(units === null ? { fault: wrong } : {})}
      />
      <Field
        label={say.price}
        inputMode="decimal"
        autoComplete="off"
        value={allotment.price}
        onChange={(event) => onChange({ ...allotment, price: event.target.value })}
        {...(priceMinor === null ? { fault: say.priceWrong } : {})}
      />
      <Field
        label={say.limit}
        inputMode="numeric"
        autoComplete="off"
        placeholder={say.noLimit}
        value={allotment.limit}
        onChange={(event) => onChange({ ...allotment, limit: event.target.value })}
        {...(buyerLimit === null ? { fault: say.capWrong(99) } : {})}
      />
    </div>
  );
}
