import { useState } from 'react';
import type { Reason } from '../../../../shared/contract/answer.ts';
import type { MemberView } from '../../../../shared/contract/office.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { peopleMessages } from '../../../i18n/people.ts';
import type { StaffStore } from '../../../stores/staff-store.ts';
import { Button } from '../../../ui/Button.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { personIn } from '../../../ui/person-in.ts';
import { Sheet } from '../../../ui/Sheet.tsx';
import { dayAndTime } from '../../../ui/time-words.ts';
import { useHostSentence } from '../console/host-sentence.ts';
import { NameSheet } from './NameSheet.tsx';
import { NewLinkSheet } from './NewLinkSheet.tsx';
import { RoleSheet } from './RoleSheet.tsx';

interface OfMember {
  staff: StaffStore;
  member: MemberView;
  onClose(): void;
}

/** Somebody who works here, and what can be done about their account (A1); each act has a sheet in its place. */
export function MemberSheet(given: OfMember) {
  const [at, setAt] = useState<'acts' | 'name' | 'role' | 'link'>('acts');
  if (at === 'name') return <NameSheet {...given} />;
  if (at === 'role') return <RoleSheet {...given} />;
  if (at === 'link') return <NewLinkSheet {...given} />;
  return <Acts {...given} turnTo={setAt} />;
}

function Acts({ staff, member, onClose, turnTo }: OfMember & { turnTo(at: 'name' | 'role' | 'link'): void }) {
  const say = useMessages(peopleMessages);
  const language = useLanguage();
  const sentence = useHostSentence('CNY');
  const [busy, setBusy] = useState(false);
  const [reason, setReason] = useState<Reason | null>(null);
  const [isLeaving, setIsLeaving] = useState(false);
  const { staffId, name, nameEn, email, role, offAtMs, sessions } = member;
  const isOn = offAtMs === null;
  const turn = async (on: boolean) => {
    setBusy(true);
    setReason(await staff.switch(staffId, on));
    setBusy(false);
    setIsLeaving(false);
  };
  return (
    <Sheet title={personIn(language, name, nameEn)} isQuestion onClose={onClose}>
      <div className="member-sheet">
        <p>
          {say.roles[role]}
          {isOn && ` · ${say.signedIn(sessions)}`}
          <br />
          <bdi className="soft">{email}</bdi>
        </p>
        {!isOn && <Notice>{say.off(dayAndTime(offAtMs, language))}</Notice>}
        {reason && (
          <Notice tone="fault" onDismiss={() => setReason(null)}>
            {sentence(reason)}
          </Notice>
        )}
        <div className="card-acts">
          {isOn && (
            <Button look="line" onClick={() => turnTo('name')}>
              {say.setName}
            </Button>
          )}
          {isOn && role !== 'producer' && (
            <Button look="line" onClick={() => turnTo('role')}>
              {say.setRole}
            </Button>
          )}
          {isOn && (
            <Button look="line" onClick={() => turnTo('link')}>
              {say.newLink}
            </Button>
          )}
          {!isOn && (
            <Button look="line" busy={busy} onClick={() => void turn(true)}>
              {say.switchOn}
            </Button>
          )}
          {isOn && !isLeaving && <Button onClick={() => setIsLeaving(true)}>{say.switchOff}</Button>}
          {isOn && isLeaving && (
            <>
              <Button look="primary" busy={busy} onClick={() => void turn(false)}>
                {say.switchOffSure}
              </Button>
              <Button onClick={() => setIsLeaving(false)}>{say.cancel}</Button>
            </>
          )}
        </div>
      </div>
    </Sheet>
  );
}
