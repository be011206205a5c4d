import { useState } from 'react';
import type { EventKind } from '../../../../shared/contract/outside-event.ts';
import { useMessages } from '../../../i18n/language.ts';
import { webhookMessages } from '../../../i18n/webhooks.ts';
import type { WebhooksStore } from '../../../stores/webhooks-store.ts';
import { Field } from '../../../ui/Field.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { SheetForm } from '../../../ui/SheetForm.tsx';
import { useHostSentence } from '../console/host-sentence.ts';
import { useSubmit } from '../console/use-submit.ts';

const kinds = ['order', 'stock', 'stream', 'settlement'] as const satisfies readonly EventKind[];

/** An address and what it is told; then its secret, which is shown this once. */
export function AddWebhookSheet({ webhooks, onClose }: { webhooks: WebhooksStore; onClose(): void }) {
  const say = useMessages(webhookMessages);
  const sentence = useHostSentence('CNY');
  const [url, setUrl] = useState('');
  const [chosen, setChosen] = useState<readonly EventKind[]>(['order']);
  const [secret, setSecret] = useState<string | null>(null);
  const address = url.trim();
  const isFine = URL.canParse(address) && /^https?:$/.test(new URL(address).protocol);
  const form = useSubmit(isFine && chosen.length > 0, async () => {
    const answer = await webhooks.add({ url: address, kinds: [...chosen] });
    if (!answer.ok) return answer.refusal;
    setSecret(answer.value);
    return null;
  });
  const isRefused = form.reason?.code === 'BAD_REQUEST' && form.reason.field === 'url';
  return (
    <SheetForm
      title={say.add}
      action={say.addNow}
      isBusy={form.isBusy}
      ended={
        secret === null
          ? null
          : { said: say.added, name: say.secret, secret, hint: say.secretHint, words: say }
      }
      onSubmit={form.onSubmit}
      onClose={onClose}
    >
      <Field
        label={say.url}
        hint={say.urlHint}
        type="url"
        inputMode="url"
        autoComplete="off"
        maxLength={500}
        value={url}
        onChange={(event) => {
          setUrl(event.target.value);
          form.dismiss();
        }}
        {...(isRefused ? { fault: say.urlFault } : form.fault(!isFine, say.urlFault))}
      />
      <fieldset className="choices">
        <legend>{say.kinds}</legend>
        <div>
          {kinds.map((kind) => (
            <label key={kind}>
              <input
                type="checkbox"
                checked={chosen.includes(kind)}
                onChange={() =>
                  setChosen(
                    chosen.includes(kind) ? chosen.filter((each) => each !== kind) : [...chosen, kind],
                  )
                }
              />
              <span>{say.kind[kind]}</span>
            </label>
          ))}
        </div>
        {chosen.length === 0 && <p className="soft">{say.kindsFault}</p>}
      </fieldset>
      {form.reason && !isRefused && (
        <Notice tone="fault" onDismiss={form.dismiss}>
          {form.reason.code === 'TOO_MANY_LINES' ? say.tooMany : sentence(form.reason)}
        </Notice>
      )}
    </SheetForm>
  );
}
