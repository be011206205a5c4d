import { useState } from 'react';
import type { OfficeRole } from '../../../../shared/contract/office-roles.ts';
import { ok } from '../../../../shared/values/result.ts';
import { useMessages } from '../../../i18n/language.ts';
import { peopleMessages } from '../../../i18n/people.ts';
import type { StaffStore } from '../../../stores/staff-store.ts';
import { useHostSentence } from '../console/host-sentence.ts';
import { HelpOn } from '../console/team/HelpOn.tsx';
import { InviteForm } from './InviteForm.tsx';
import { RoleChoice } from './RoleChoice.tsx';

/** Who comes in, and as what; then the link, which is shown this once, and where an assistant helps. */
export function InviteSheet({ staff, onClose }: { staff: StaffStore; onClose(): void }) {
  const say = useMessages(peopleMessages);
  const sentence = useHostSentence('CNY');
  const [role, setRole] = useState<OfficeRole>('host');
  const [helper, setHelper] = useState<{ staffId: string; name: string } | null>(null);
  return (
    <InviteForm
      words={{ ...say, title: say.invite, action: say.inviteNow }}
      invite={async (who) => {
        const answer = await staff.invite({ ...who, role });
        if (!answer.ok) return answer;
        const { staffId, token } = answer.value;
        if (role === 'assistant') setHelper({ staffId, name: who.name });
        return ok(token);
      }}
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
      next={helper && <HelpOn {...helper} />}
      onClose={onClose}
    />
  );
}
