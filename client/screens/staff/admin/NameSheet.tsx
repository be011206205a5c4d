import { useState } from 'react';
import type { MemberView } from '../../../../shared/contract/office.ts';
import { useMessages } from '../../../i18n/language.ts';
import { peopleMessages } from '../../../i18n/people.ts';
import type { StaffStore } from '../../../stores/staff-store.ts';
import { Field } from '../../../ui/Field.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { SheetForm } from '../../../ui/SheetForm.tsx';
import { useHostSentence } from '../console/host-sentence.ts';
import { useSubmit } from '../console/use-submit.ts';

/** What somebody is called, in both languages. */
export function NameSheet({
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
  const [name, setName] = useState(member.name);
  const [nameEn, setNameEn] = useState(member.nameEn ?? '');
  const form = useSubmit(name.trim() !== '', async () => {
    const reason = await staff.rename(member.staffId, { name: name.trim(), nameEn: nameEn.trim() });
    if (reason === null) onClose();
    return reason;
  });
  return (
    <SheetForm
      isQuestion
      title={say.setNameTitle(member.name)}
      action={say.setNameNow}
      isBusy={form.isBusy}
      onSubmit={form.onSubmit}
      onClose={onClose}
    >
      <Field
        label={say.name}
        autoComplete="off"
        maxLength={60}
        value={name}
        onChange={(event) => setName(event.target.value)}
        {...form.fault(name.trim() === '', say.need)}
      />
      <Field
        label={say.nameEn}
        hint={say.nameEnHint}
        lang="en"
        autoComplete="off"
        maxLength={60}
        value={nameEn}
        onChange={(event) => setNameEn(event.target.value)}
      />
      <p className="soft">{say.setNameWhat}</p>
      {form.reason && (
        <Notice tone="fault" onDismiss={form.dismiss}>
          {sentence(form.reason)}
        </Notice>
      )}
    </SheetForm>
  );
}
