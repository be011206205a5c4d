import { useState } from 'react';
import type { MemberView } from '../../../../shared/contract/office.ts';
import { useMessages } from '../../../i18n/language.ts';
import { peopleMessages } from '../../../i18n/people.ts';
import type { StaffStore } from '../../../stores/staff-store.ts';
import { Notice } from '../../../ui/Notice.tsx';
import { SheetForm } from '../../../ui/SheetForm.tsx';
import { useHostSentence } from '../console/host-sentence.ts';
import { useSubmit } from '../console/use-submit.ts';
import { signInLink } from './sign-in-link.ts';

/** A way in for somebody who lost theirs. */
export function NewLinkSheet({
  staff,
  member,
  onClose,
}: {
  staff: StaffStore;
  member: MemberView;
  onClose(): void;
}) {
  const say = useMessages(peopleMessages);
  const sentence = useHostSentence('CNY');
  const [token, setToken] = useState<string | null>(null);
  const form = useSubmit(true, async () => {
    const answer = await staff.newLink(member.staffId);
    if (!answer.ok) return answer.refusal;
    setToken(answer.value);
    return null;
  });
  return (
    <SheetForm
      isQuestion
      title={say.newLinkTitle(member.name)}
      action={say.inviteNow}
      isBusy={form.isBusy}
      ended={
        token === null
          ? null
          : { said: say.linkMade, name: say.link, secret: signInLink(token), hint: say.linkHint, words: say }
      }
      onSubmit={form.onSubmit}
      onClose={onClose}
    >
      <p>{say.newLinkWhat}</p>
      {form.reason && (
        <Notice tone="fault" onDismiss={form.dismiss}>
          {sentence(form.reason)}
        </Notice>
      )}
    </SheetForm>
  );
}
