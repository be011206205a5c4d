import { useState } from 'react';
import type { OfficeRole } from '../../../shared/contract/office-roles.ts';
import { useMessages } from '../../i18n/language.ts';
import { peopleMessages } from '../../i18n/people.ts';
import type { StaffStore } from '../../stores/staff-store.ts';
import { Field } from '../../ui/Field.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { SheetForm } from '../../ui/SheetForm.tsx';
import { useHostSentence } from '../console/host-sentence.ts';
import { useSubmit } from '../console/use-submit.ts';
import { RoleChoice } from './RoleChoice.tsx';
import { signInLink } from './sign-in-link.ts';

/** Who comes in, and as what; then the link, which is shown this once. */
export function InviteSheet({ staff, onClose }: { staff: StaffStore; onClose(): void }) {
  const say = useMessages(peopleMessages);
  const sentence = useHostSentence('CNY');
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<OfficeRole>('host');
  const [token, setToken] = useState<string | null>(null);
  const given = { name: name.trim(), email: email.trim(), role };
  const isEmailFine = /^[^\s@]+@[^\s@]+$/.test(given.email);
  const form = useSubmit(given.name !== '' && isEmailFine, async () => {
    const answer = await staff.invite(given);
    if (!answer.ok) return answer.refusal;
    setToken(answer.value);
    return null;
  });
  const isTaken = form.reason?.code === 'BAD_REQUEST' && form.reason.field === 'email';
  const link = token === null ? null : signInLink(token);
  return (
    <SheetForm
      title={say.invite}
      action={say.inviteNow}
      isBusy={form.isBusy}
      ended={
        link === null
          ? null
          : { said: say.in(given.name), name: say.link, secret: link, hint: say.linkHint, words: say }
      }
      onSubmit={form.onSubmit}
      onClose={onClose}
    >
      <Field
        label={say.name}
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
      <RoleChoice role={role} onChange={setRole} />
      <p className="soft">
        {say.producers} <a href="/admin/settlement">{say.producersLink}</a>
      </p>
      {form.reason && !isTaken && (
        <Notice tone="fault" onDismiss={form.dismiss}>
          {form.reason.code === 'TOO_MANY_LINES' ? say.tooMany(form.reason.max) : sentence(form.reason)}
        </Notice>
      )}
    </SheetForm>
  );
}
