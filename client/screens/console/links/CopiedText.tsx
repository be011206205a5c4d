import { useId, useState } from 'react';
import { channelMessages } from '../../../i18n/channels.ts';
import { useMessages } from '../../../i18n/language.ts';
import { Button } from '../../../ui/Button.tsx';

/** A text that is taken elsewhere; without a clipboard it can be selected by hand. */
export function CopiedText({ name, text }: { name: string; text: string }) {
  const say = useMessages(channelMessages);
  const id = useId();
  const [copied, setCopied] = useState<string | null>(null);
  const copy = async () => {
    await navigator.clipboard?.writeText(text).then(
      () => setCopied(text),
      () => undefined,
    );
  };
  return (
    <div className="field copied">
      <label htmlFor={id}>{name}</label>
      <div>
        <input id={id} readOnly value={text} onFocus={(event) => event.target.select()} />
        <Button look="line" onClick={() => void copy()}>
          {copied === text ? say.copied : say.copy}
        </Button>
      </div>
    </div>
  );
}
