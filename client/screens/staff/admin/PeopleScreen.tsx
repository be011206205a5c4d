import { useState } from 'react';
import { useStore } from 'zustand';
import type { StaffChangeView } from '../../../../shared/contract/office.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { peopleMessages } from '../../../i18n/people.ts';
import { createStaffStore } from '../../../stores/staff-store.ts';
import { useOwnStore } from '../../../stores/world.ts';
import { Button } from '../../../ui/Button.tsx';
import { personIn } from '../../../ui/person-in.ts';
import { dayAndTime } from '../../../ui/time-words.ts';
import { StaffOnly } from '../console/StaffOnly.tsx';
import { InviteSheet } from './InviteSheet.tsx';
import { MemberSheet } from './MemberSheet.tsx';
import { OfficePage } from './OfficePage.tsx';
import { TeamTable } from './TeamTable.tsx';
import '../console/console.css';
import './admin.css';

/** Who works here, in which role, and who changed that (A1). */
export function PeopleScreen() {
  return (
    <StaffOnly>
      <People />
    </StaffOnly>
  );
}

function People() {
  const say = useMessages(peopleMessages);
  const staff = useOwnStore(createStaffStore);
  const { value, reason } = useStore(staff.store);
  const [isInviting, setIsInviting] = useState(false);
  const [openId, setOpenId] = useState<string | null>(null);
  const open = value?.members.find(({ staffId }) => staffId === openId);
  return (
    <OfficePage words={say} isThere={value !== null} reason={reason}>
      {value && (
        <>
          <div className="office-first">
            <Button look="primary" onClick={() => setIsInviting(true)}>
              {say.invite}
            </Button>
          </div>
          <TeamTable members={value.members} onOpen={setOpenId} />
          <Changes changes={value.changes} />
        </>
      )}
      {open && <MemberSheet key={openId} staff={staff} member={open} onClose={() => setOpenId(null)} />}
      {isInviting && <InviteSheet staff={staff} onClose={() => setIsInviting(false)} />}
    </OfficePage>
  );
}

function Changes({ changes }: { changes: readonly StaffChangeView[] }) {
  const say = useMessages(peopleMessages);
  const language = useLanguage();
  return (
    <section>
      <h2>{say.history}</h2>
      {changes.length === 0 && <p className="soft">{say.none}</p>}
      <ol className="office-history">
        {changes.map(({ changeId, atMs, by, byEn, whom, whomEn, what, role, wasRole }) => (
          <li key={changeId}>
            <span className="soft figures">{dayAndTime(atMs, language)}</span>
            <span>
              {say.changes[what](
                by === null ? say.commandLine : personIn(language, by, byEn),
                personIn(language, whom, whomEn),
                say.roles[role],
                wasRole ? say.roles[wasRole] : null,
              )}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
