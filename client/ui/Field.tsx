import { type InputHTMLAttributes, type ReactNode, useId } from 'react';
import { FaultWords } from './FaultWords.tsx';
import './ui.css';

/** A labelled input with its hint and its fault, tied together for a screen reader. */
export function Field({
  label,
  hint,
  fault,
  beside,
  ...input
}: {
  label: string;
  hint?: ReactNode;
  fault?: ReactNode;
  beside?: ReactNode;
} & InputHTMLAttributes<HTMLInputElement>) {
  const id = useId();
  const about = fault ? `${id}-fault` : hint ? `${id}-hint` : undefined;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {beside}
      <input {...input} id={id} aria-invalid={fault ? true : undefined} aria-describedby={about} />
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
