import { useState } from 'react';
import { useStore } from 'zustand';
import type { Reason } from '../../../../shared/contract/answer.ts';
import type { MemberView } from '../../../../shared/contract/office.ts';
import { namedIn } from '../../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { peopleMessages } from '../../../i18n/people.ts';
import type { StaffStore } from '../../../stores/staff-store.ts';
import { useWorld } from '../../../stores/world.ts';
import { Button } from '../../../ui/Button.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { Pill } from '../../../ui/Pill.tsx';
import { dayAndTime } from '../../../ui/time-words.ts';
import { useHostSentence } from '../console/host-sentence.ts';
import { NameSheet } from './NameSheet.tsx';
import { NewLinkSheet } from './NewLinkSheet.tsx';
import { RoleSheet } from './RoleSheet.tsx';

/** Somebody who works here, and what can be done about their account. */
export function MemberCard({ staff, member }: { staff: StaffStore; member: MemberView }) {
  const say = useMessages(peopleMessages);
  const language = useLanguage();
  const sentence = useHostSentence('CNY');
  const { me } = useWorld();
  const ownId = useStore(me.store, (state) => state.me?.staff?.staffId);
  const [busy, setBusy] = useState(false);
  const [reason, setReason] = useState<Reason | null>(null);
  const [isLeaving, setIsLeaving] = useState(false);
  const [open, setOpen] = useState<'name' | 'role' | 'link' | null>(null);
  const { staffId, email, role, offAtMs, sessions } = member;
  const { name } = namedIn(language, member);
  const isOn = offAtMs === null;
  const turn = async (on: boolean) => {
    setBusy(true);
    setReason(await staff.switch(staffId, on));
    setBusy(false);
    setIsLeaving(false);
  };
  const given = { staff, member, onClose: () => setOpen(null) };
  return (
    <li className="office-card team-row">
      <h2>
        <bdi>{name}</bdi> <Pill>{say.roles[role]}</Pill>{' '}
        {staffId === ownId && <Pill tone="held">{say.you}</Pill>}
      </h2>
      <p className="soft">
        <bdi>{email}</bdi>
        {isOn && ` · ${say.signedIn(sessions)}`}
      </p>
      {!isOn && <Notice>{say.off(dayAndTime(offAtMs, language))}</Notice>}
      {reason && (
        <Notice tone="fault" onDismiss={() => setReason(null)}>
          {sentence(reason)}
        </Notice>
      )}
      <div className="card-acts">
        {isOn && (
          <Button look="line" onClick={() => setOpen('name')}>
            {say.setName}
          </Button>
        )}
        {isOn && role !== 'producer' && (
          <Button look="line" onClick={() => setOpen('role')}>
            {say.setRole}
          </Button>
        )}
        {isOn && (
          <Button look="line" onClick={() => setOpen('link')}>
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
      {open === 'name' && <NameSheet {...given} />}
      {open === 'role' && <RoleSheet {...given} />}
      {open === 'link' && <NewLinkSheet {...given} />}
    </li>
  );
}
