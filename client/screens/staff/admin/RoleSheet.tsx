import { useState } from 'react';
import type { MemberView } from '../../../../shared/contract/office.ts';
import type { OfficeRole } from '../../../../shared/contract/office-roles.ts';
import { useMessages } from '../../../i18n/language.ts';
import { peopleMessages } from '../../../i18n/people.ts';
import type { StaffStore } from '../../../stores/staff-store.ts';
import { Notice } from '../../../ui/Notice.tsx';
import { SheetForm } from '../../../ui/SheetForm.tsx';
import { useHostSentence } from '../console/host-sentence.ts';
import { useSubmit } from '../console/use-submit.ts';
import { RoleChoice } from './RoleChoice.tsx';

/** Another role for somebody: it holds from their next tap on. */
export function RoleSheet({
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
  const [role, setRole] = useState<OfficeRole>(member.role === 'producer' ? 'assistant' : member.role);
  const form = useSubmit(true, async () => {
    const reason = await staff.setRole(member.staffId, role);
    if (reason === null) onClose();
    return reason;
  });
  return (
    <SheetForm
      isQuestion
      title={say.setRoleTitle(member.name)}
      action={say.setRoleNow}
      isBusy={form.isBusy}
      onSubmit={form.onSubmit}
      onClose={onClose}
    >
      <RoleChoice
        role={role}
        onChange={(chosen) => {
          setRole(chosen);
          form.dismiss();
        }}
      />
      <p>{say.setRoleWhat}</p>
      {form.reason && (
        <Notice tone="fault" onDismiss={form.dismiss}>
          {sentence(form.reason)}
        </Notice>
      )}
    </SheetForm>
  );
}
