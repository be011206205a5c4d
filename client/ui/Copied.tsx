import { useId, useState } from 'react';
import { Button } from './Button.tsx';
import { copyText } from './copy-text.ts';
import './ui.css';
import './copied.css';

/** A text to pass on, with a button that copies it. */
export function Copied({
  name,
  text,
  hint,
  words,
  onCopy,
}: {
  name: string;
  text: string;
  hint?: string;
  words: { copy: string; copied: string };
  /** Called once it was copied. */
  onCopy?(): void;
}) {
  const id = useId();
  const [isCopied, setIsCopied] = useState(false);
  const copy = async () => {
    if (!(await copyText(text))) return;
    setIsCopied(true);
    onCopy?.();
  };
  return (
    <div className="field copied">
      <label htmlFor={id}>{name}</label>
      <div>
        <input
          id={id}
          readOnly
          value={text}
          onFocus={(event) => event.target.select()}
          {...(hint ? { 'aria-describedby': `${id}-hint` } : {})}
        />
        <Button look="line" onClick={() => void copy()}>
          {isCopied ? words.copied : words.copy}
        </Button>
      </div>
      {hint && (
        <span id={`${id}-hint`} className="hint">
          {hint}
        </span>
      )}
    </div>
  );
}
