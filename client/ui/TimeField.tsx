import { type ReactNode, useState } from 'react';
import { Field } from './Field.tsx';
import { clockTyped } from './typed-time.ts';

/**
 * A time of day in 24 hours, typed. The browser's own field goes by the browser's language, and draws 07:30 PM in an
 * English one. What is typed stays until the field is left, and is 20:30 from then on.
 */
export function TimeField({
  label,
  value,
  wrong,
  hint,
  fault,
  disabled = false,
  onChange,
}: {
  label: string;
  value: string;
  /** Says that this is no time: a hint until the field is left, its fault then. */
  wrong: string;
  hint?: ReactNode;
  fault?: ReactNode;
  disabled?: boolean;
  onChange(text: string): void;
}) {
  const [isTyping, setTyping] = useState(false);
  const clock = clockTyped(value);
  const leave = () => {
    setTyping(false);
    if (clock !== null && clock !== value) onChange(clock);
  };
  const said = clock !== null ? hint : isTyping ? wrong : undefined;
  const faulty = fault ?? (clock === null && !isTyping ? wrong : undefined);
  return (
    <Field
      label={label}
      type="text"
      inputMode="numeric"
      autoComplete="off"
      maxLength={8}
      value={value}
      disabled={disabled}
      hint={said}
      fault={faulty}
      onChange={(event) => {
        setTyping(true);
        onChange(event.target.value);
      }}
      onBlur={leave}
      // Enter sends the form while the field still has the cursor.
      onKeyDown={(event) => event.key === 'Enter' && leave()}
    />
  );
}
