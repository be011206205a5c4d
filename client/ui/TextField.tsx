import { type ReactNode, type TextareaHTMLAttributes, useId } from 'react';
import './ui.css';

/** A labelled field for some lines of text, with its hint. */
export function TextField({
  label,
  hint,
  ...input
}: { label: string; hint?: ReactNode } & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <textarea {...input} id={id} aria-describedby={hint ? `${id}-hint` : undefined} />
      {hint && (
        <span className="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
    </div>
  );
}
