import { type KeyboardEvent, type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { useMessages } from '../../i18n/language.ts';
import { type Delivery, MOST_TYPED } from '../../stores/checkout-draft.ts';
import { Field } from '../../ui/Field.tsx';
import { CountryChoice } from './CountryChoice.tsx';
import { checkoutWords } from './checkout-words.ts';

/** A field of the form, in the order in which they are filled in. */
export type DeliveryField = 'name' | 'phone' | 'address';
const inOrder: readonly DeliveryField[] = ['name', 'phone', 'address'];
/** As browsers know the fields, to fill them in. */
const names: Record<DeliveryField, string> = { name: 'name', phone: 'tel', address: 'street-address' };

export type DeliveryFaults = Partial<Record<DeliveryField, string>>;

/** Where it goes: three fields, and the country where a stream sells abroad. */
export function DeliveryFields({
  typed,
  faults,
  attempt,
  countries,
  onChange,
}: {
  typed: Delivery;
  faults: DeliveryFaults;
  /** Counts the taps that were in vain. */
  attempt: number;
  /** Null: there is nothing to choose. */
  countries: readonly string[] | null;
  onChange(part: keyof Delivery, text: string): void;
}) {
  const say = useMessages(checkoutWords);
  const fields = useRef<HTMLDivElement>(null);
  useFaultInView(fields, faults, attempt);
  useFirstEmpty(fields);
  /** Enter leads on; from the last field it only puts the keyboard away: what orders is a button that names the total. */
  const onKey = (field: DeliveryField) => (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    const next = inOrder[inOrder.indexOf(field) + 1];
    if (next) inputOf(fields, next)?.focus();
    else event.currentTarget.blur();
  };
  const input = (field: DeliveryField) => ({
    label: say[field],
    name: names[field],
    autoComplete: names[field],
    maxLength: MOST_TYPED[field],
    value: typed[field],
    fault: faults[field],
    enterKeyHint: field === inOrder.at(-1) ? ('done' as const) : ('next' as const),
    onKeyDown: onKey(field),
    onChange: (event: { target: { value: string } }) => onChange(field, event.target.value),
  });
  return (
    <div className="delivery" ref={fields}>
      <Field {...input('name')} />
      <Field {...input('phone')} type="tel" />
      <Field {...input('address')} hint={say.addressHint} />
      {countries && (
        <CountryChoice
          countries={countries}
          value={typed.country}
          onChange={(country) => onChange('country', country)}
        />
      )}
    </div>
  );
}

/** What the server would refuse anyway, said before it is sent. */
export function faultsOf(typed: Delivery, say: (typeof checkoutWords)['en']): DeliveryFaults {
  const faults: DeliveryFaults = {};
  if (typed.name.trim() === '') faults.name = say.nameFault;
  if (!/^\+?[0-9]{7,15}$/.test(typed.phone.replace(/[\s\-()]/g, ''))) faults.phone = say.phoneFault;
  if (typed.address.trim() === '') faults.address = say.addressFault;
  return faults;
}

/** The sheet that opens with the fields puts the cursor into the first one that is empty: no tap is needed for it. */
function useFirstEmpty(fields: RefObject<HTMLDivElement | null>): void {
  useLayoutEffect(() => {
    const first = inOrder.map((field) => inputOf(fields, field)).find((input) => input?.value === '');
    // The browser's own dialog looks for this as it opens; React's property would be before it.
    first?.setAttribute('autofocus', '');
  }, [fields]);
}

/** Brings the first field at fault into view and the cursor into it, with each tap that was in vain. */
function useFaultInView(
  fields: RefObject<HTMLDivElement | null>,
  faults: DeliveryFaults,
  attempt: number,
): void {
  const latest = useRef(faults);
  latest.current = faults;
  useEffect(() => {
    const first = inOrder.find((field) => latest.current[field] !== undefined);
    const input = attempt > 0 && first ? inputOf(fields, first) : null;
    if (!input) return;
    input.focus({ preventScroll: true });
    input.closest('.field')?.scrollIntoView({ block: 'center' });
  }, [fields, attempt]);
}

function inputOf(
  { current }: RefObject<HTMLDivElement | null>,
  field: DeliveryField,
): HTMLInputElement | null {
  return current?.querySelector<HTMLInputElement>(`input[name="${names[field]}"]`) ?? null;
}
