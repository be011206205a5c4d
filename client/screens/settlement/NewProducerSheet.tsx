import { useState } from 'react';
import { useMessages } from '../../i18n/language.ts';
import { officeMessages } from '../../i18n/settlement-forms.ts';
import type { OfficeStore } from '../../stores/settlement-store.ts';
import { Field } from '../../ui/Field.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { SheetForm } from '../../ui/SheetForm.tsx';
import { signInLink } from '../admin/sign-in-link.ts';
import { useHostSentence } from '../console/host-sentence.ts';
import { useSubmit } from '../console/use-submit.ts';

/** A producer and who signs in for it; then the link, which is shown this once. */
export function NewProducerSheet({ office, onClose }: { office: OfficeStore; onClose(): void }) {
  const say = useMessages(officeMessages);
  const sentence = useHostSentence('CNY');
  const [producer, setProducer] = useState('');
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [token, setToken] = useState<string | null>(null);
  const given = { producer: producer.trim(), name: name.trim(), email: email.trim() };
  const isEmailFine = /^[^\s@]+@[^\s@]+$/.test(given.email);

  const form = useSubmit(given.producer !== '' && given.name !== '' && isEmailFine, async () => {
    const answer = await office.addProducer(given);
    if (!answer.ok) return answer.refusal;
    setToken(answer.value);
    return null;
  });
  const isTaken = form.reason?.code === 'BAD_REQUEST' && form.reason.field === 'email';

  const ended = token !== null && {
    ...{ said: say.added(given.producer), name: say.link, hint: say.linkHint, words: say },
    secret: signInLink(token, '/producer'),
  };
  return (
    <SheetForm
      title={say.addProducer}
      action={say.addNow}
      isBusy={form.isBusy}
      ended={ended || null}
      onSubmit={form.onSubmit}
      onClose={onClose}
    >
      <Field
        label={say.producer}
        hint={say.producerHint}
        autoComplete="off"
        maxLength={60}
        value={producer}
        onChange={(event) => setProducer(event.target.value)}
        {...form.fault(given.producer === '', say.need)}
      />
      <Field
        label={say.person}
        autoComplete="off"
        maxLength={60}
        value={name}
        onChange={(event) => setName(event.target.value)}
        {...form.fault(given.name === '', say.need)}
      />
      <Field
        label={say.email}
        hint={say.emailHint}
        type="email"
        autoComplete="off"
        maxLength={254}
        value={email}
        onChange={(event) => {
          setEmail(event.target.value);
          form.dismiss();
        }}
        {...(isTaken ? { fault: say.emailTaken } : form.fault(!isEmailFine, say.emailWrong))}
      />
      {form.reason && !isTaken && (
        <Notice tone="fault" onDismiss={form.dismiss}>
          {sentence(form.reason)}
        </Notice>
      )}
    </SheetForm>
  );
}
