import { useState } from 'react';
import { isSlug } from '../../../../shared/values/slug.ts';
import { useMessages } from '../../../i18n/language.ts';
import { webhookMessages } from '../../../i18n/webhooks.ts';
import type { WebhooksStore } from '../../../stores/webhooks-store.ts';
import { Field } from '../../../ui/Field.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { SheetForm } from '../../../ui/SheetForm.tsx';
import { useHostSentence } from '../console/host-sentence.ts';
import { useSubmit } from '../console/use-submit.ts';

/** Which stream is told again, and from where. */
export function ReplaySheet({
  webhooks,
  webhookId,
  onClose,
}: {
  webhooks: WebhooksStore;
  webhookId: string;
  onClose(): void;
}) {
  const say = useMessages(webhookMessages);
  const sentence = useHostSentence('CNY');
  const [stream, setStream] = useState('');
  const [from, setFrom] = useState('1');
  const [isDone, setIsDone] = useState(false);
  const slug = stream.trim();
  const isNumber = /^[1-9]\d{0,8}$/.test(from.trim());
  const form = useSubmit(isSlug(slug) && isNumber, async () => {
    const reason = await webhooks.replay(webhookId, slug, Number(from));
    setIsDone(reason === null);
    return reason;
  });
  const isNowhere = form.reason?.code === 'NOT_FOUND';
  return (
    <SheetForm
      isQuestion
      title={say.replay}
      action={say.replayNow}
      isBusy={form.isBusy}
      onSubmit={form.onSubmit}
      onClose={onClose}
    >
      {isDone && <Notice tone="done">{say.replayDone}</Notice>}
      <Field
        label={say.replayStream}
        hint={say.replayStreamHint}
        autoComplete="off"
        maxLength={64}
        value={stream}
        onChange={(event) => {
          setStream(event.target.value);
          setIsDone(false);
          form.dismiss();
        }}
        {...(isNowhere ? { fault: say.noStream } : form.fault(!isSlug(slug), say.noStream))}
      />
      <Field
        label={say.replayFrom}
        hint={say.replayFromHint}
        inputMode="numeric"
        maxLength={9}
        value={from}
        onChange={(event) => setFrom(event.target.value)}
        {...form.fault(!isNumber, say.numberFault)}
      />
      {form.reason && !isNowhere && (
        <Notice tone="fault" onDismiss={form.dismiss}>
          {sentence(form.reason)}
        </Notice>
      )}
    </SheetForm>
  );
}
