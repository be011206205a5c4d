import { useId } from 'react';
import { FaultWords } from './FaultWords.tsx';
import './ui.css';

/** A labelled choice out of a list that may be long. */
export function SelectField({
  label,
  value,
  options,
  hint,
  fault,
  disabled = false,
  onChange,
}: {
  label: string;
  value: string;
  options: readonly { value: string; words: string }[];
  hint?: string | undefined;
  fault?: string | undefined;
  disabled?: boolean;
  onChange(value: string): void;
}) {
  const id = useId();
  const about = fault ? `${id}-fault` : hint ? `${id}-hint` : undefined;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={value}
        disabled={disabled}
        aria-invalid={fault ? true : undefined}
        aria-describedby={about}
        onChange={(event) => onChange(event.target.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.words}
          </option>
        ))}
      </select>
      {fault ? (
        <FaultWords id={`${id}-fault`}>{fault}</FaultWords>
      ) : (
        hint && (
          <span className="hint" id={`${id}-hint`}>
            {hint}
          </span>
        )
      )}
    </div>
  );
}
