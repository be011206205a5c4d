import { useState } from 'react';
import type { OfficeRole } from '../../../../shared/contract/office-roles.ts';
import { useMessages } from '../../../i18n/language.ts';
import { peopleMessages } from '../../../i18n/people.ts';
import type { StaffStore } from '../../../stores/staff-store.ts';
import { useHostSentence } from '../console/host-sentence.ts';
import { InviteForm } from './InviteForm.tsx';
import { RoleChoice } from './RoleChoice.tsx';

/** Who comes in, and as what; then the link, which is shown this once. */
export function InviteSheet({ staff, onClose }: { staff: StaffStore; onClose(): void }) {
  const say = useMessages(peopleMessages);
  const sentence = useHostSentence('CNY');
  const [role, setRole] = useState<OfficeRole>('host');
  return (
    <InviteForm
      words={{ ...say, title: say.invite, action: say.inviteNow }}
      invite={(who) => staff.invite({ ...who, role })}
      addedWords={say.in}
      whyWords={(reason) => (reason.code === 'TOO_MANY_LINES' ? say.tooMany(reason.max) : sentence(reason))}
      after={
        <>
          <RoleChoice role={role} onChange={setRole} />
          <p className="soft">
            {say.producers} <a href="/admin/settlement">{say.producersLink}</a>
          </p>
        </>
      }
      onClose={onClose}
    />
  );
}
