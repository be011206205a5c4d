import { type KeyboardEvent, type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { addressWords } from '../../../i18n/address.ts';
import { useMessages } from '../../../i18n/language.ts';
import { MOST_TYPED } from '../../../stores/checkout-draft.ts';
import { Field } from '../../../ui/Field.tsx';
import { AreaChoices, levelNames } from './address/AreaChoices.tsx';
import type { DeliveryFaults, DeliveryField } from './address/address-form.ts';
import { PasteField } from './address/PasteField.tsx';
import { CountryChoice } from './CountryChoice.tsx';
import type { DeliveryControls } from './use-delivery.ts';

/** As browsers know the fields, to fill them in. */
const names: Record<DeliveryField, string> = {
  ...{ name: 'name', phone: 'tel', address: 'street-address', postcode: 'postal-code' },
  ...levelNames,
};

/** In place of a hint that is not true any more: what stands below it does not move. */
const EMPTY_LINE = '\u00a0';

/** As many figures as the shortest number has: from here on another one stands there. */
const isPhoneTyped = (phone: string) => phone.replace(/\D/g, '').length >= 7;

/** Where it goes, in the fields that its country has; and the country where a stream sells abroad. */
export function DeliveryFields({
  controls,
  countries,
  phoneEnd,
}: {
  controls: DeliveryControls;
  /** How the number ends that is kept: nobody is shown the rest, and it stays unless another is typed. */
  phoneEnd?: string;
  /** Null: there is nothing to choose. */
  countries: readonly string[] | null;
}) {
  const say = useMessages(addressWords);
  const { typed, form, faults, attempt, change, settle } = controls;
  const fields = useRef<HTMLDivElement>(null);
  useFaultInView(fields, form.fields, faults, attempt);
  useFirstEmpty(fields, phoneEnd ? form.fields.filter((field) => field !== 'phone') : form.fields);
  const written = form.fields.filter((field) => form.kind !== 'areas' || !(field in levelNames));
  /** Enter leads on to what is written; from the last field it only puts the keyboard away: what orders is a button that names the total. */
  const onKey = (field: DeliveryField) => (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    const next = written[written.indexOf(field) + 1];
    if (next) inputOf(fields, next)?.focus();
    else event.currentTarget.blur();
  };
  const input = (field: DeliveryField) => ({
    label: field === 'address' && form.kind !== 'line' ? say.street : say[field],
    name: names[field],
    autoComplete: names[field],
    maxLength: MOST_TYPED[field],
    value: typed[field],
    fault: faults[field],
    enterKeyHint: field === form.fields.at(-1) ? ('done' as const) : ('next' as const),
    onKeyDown: onKey(field),
    onBlur: () => settle(field),
    onChange: (event: { target: { value: string } }) => change(field, event.target.value),
  });
  return (
    <div className="delivery" ref={fields}>
      {form.kind === 'areas' && (
        <PasteField
          text={typed.pasted}
          result={controls.pasted}
          onChange={(text) => change('pasted', text)}
          onLeave={() => settle('pasted')}
        />
      )}
      <Field {...input('name')} />
      <Field
        {...input('phone')}
        type="tel"
        hint={phoneEnd && (isPhoneTyped(typed.phone) ? EMPTY_LINE : say.phoneSoFar(phoneEnd))}
      />
      {countries && (
        <CountryChoice
          countries={countries}
          value={typed.country}
          onChange={(country) => change('country', country)}
        />
      )}
      {form.kind === 'areas' && (
        <AreaChoices areas={controls.areas} typed={typed} faults={faults} onChange={change} />
      )}
      <Field {...input('address')} hint={say.hint} />
      {form.kind === 'city' && (
        <div className="town">
          <Field {...input('city')} />
          {form.fields.includes('postcode') && <Field {...input('postcode')} />}
        </div>
      )}
    </div>
  );
}

/** The sheet that opens with the fields puts the cursor into the first one that is empty: no tap is needed for it. */
function useFirstEmpty(fields: RefObject<HTMLDivElement | null>, inOrder: readonly DeliveryField[]): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: as the sheet opens, and never again.
  useLayoutEffect(() => {
    const first = inOrder.map((field) => inputOf(fields, field)).find((input) => input?.value === '');
    // The browser's own dialog looks for this as it opens; React's property would be before it.
    first?.setAttribute('autofocus', '');
  }, [fields]);
}

/** Brings the first field at fault into view and the cursor into it, with each tap that was in vain. */
function useFaultInView(
  fields: RefObject<HTMLDivElement | null>,
  inOrder: readonly DeliveryField[],
  faults: DeliveryFaults,
  attempt: number,
): void {
  const latest = useRef({ inOrder, faults });
  latest.current = { inOrder, faults };
  useEffect(() => {
    const first = latest.current.inOrder.find((field) => latest.current.faults[field] !== undefined);
    const input = attempt > 0 && first ? inputOf(fields, first) : null;
    if (!input) return;
    input.focus({ preventScroll: true });
    input.closest('.field')?.scrollIntoView({ block: 'center' });
  }, [fields, attempt]);
}

function inputOf(
  { current }: RefObject<HTMLDivElement | null>,
  field: DeliveryField,
): HTMLInputElement | HTMLSelectElement | null {
  return current?.querySelector<HTMLInputElement | HTMLSelectElement>(`[name="${names[field]}"]`) ?? null;
}
