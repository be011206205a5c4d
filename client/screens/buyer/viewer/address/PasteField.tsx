import { useId } from 'react';
import { addressWords } from '../../../../i18n/address.ts';
import { useMessages } from '../../../../i18n/language.ts';
import { MOST_TYPED } from '../../../../stores/checkout-draft.ts';
import type { Pasted } from '../use-delivery.ts';

/** A text that another app copied, with name, phone and address in it: it fills the fields below. */
export function PasteField({
  text,
  result,
  onChange,
  onLeave,
}: {
  text: string;
  result: Pasted | null;
  onChange(text: string): void;
  onLeave(): void;
}) {
  const say = useMessages(addressWords);
  const id = useId();
  const words = { whole: say.pasted, partly: say.pastedPartly, not_read: say.notRead };
  return (
    <div className="field paste-field">
      <label htmlFor={id}>{say.paste}</label>
      <textarea
        id={id}
        rows={1}
        autoComplete="off"
        maxLength={MOST_TYPED.pasted}
        value={text}
        aria-describedby={`${id}-hint`}
        onChange={(event) => onChange(event.target.value)}
        onBlur={onLeave}
      />
      <span className="hint" id={`${id}-hint`} role="status">
        {result === null ? say.pasteHint : words[result]}
      </span>
    </div>
  );
}
