import { useId } from 'react';
import { FaultWords } from './FaultWords.tsx';
import './ui.css';

interface Option {
  value: string;
  words: string;
  group?: string;
}

const drawn = ({ value, words }: Option) => (
  <option key={value} value={value}>
    {words}
  </option>
);

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
  /** Those that follow each other with the same `group` stand under it. */
  options: readonly Option[];
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
        {[...new Set(options.map(({ group }) => group))].map((group) => {
          const some = options.filter((option) => option.group === group).map(drawn);
          return group === undefined ? (
            some
          ) : (
            <optgroup key={group} label={group}>
              {some}
            </optgroup>
          );
        })}
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
