import { useId } from 'react';
import './ui.css';

/** A labelled choice out of a list that may be long. */
export function SelectField({
  label,
  value,
  options,
  hint,
  disabled = false,
  onChange,
}: {
  label: string;
  value: string;
  options: readonly { value: string; words: string }[];
  hint?: string | undefined;
  disabled?: boolean;
  onChange(value: string): void;
}) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={value}
        disabled={disabled}
        {...(hint && { 'aria-describedby': `${id}-hint` })}
        onChange={(event) => onChange(event.target.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.words}
          </option>
        ))}
      </select>
      {hint && (
        <span className="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
    </div>
  );
}
