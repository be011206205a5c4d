import { useState } from 'react';
import { useStore } from 'zustand';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { officeShellWords } from '../../../i18n/office-shell.ts';
import { keepStaffHere } from '../../../stores/staff-here.ts';
import { useWorld } from '../../../stores/world.ts';
import { Button } from '../../../ui/Button.tsx';
import { goTo } from '../../../ui/navigation.ts';
import { personIn } from '../../../ui/person-in.ts';
import { Sheet } from '../../../ui/Sheet.tsx';
import { SettingsButtons } from '../../SettingsButtons.tsx';
import { PracticeChip } from './PracticeChip.tsx';
import { knownZone, zoneName } from './zone-name.ts';
import './account.css';

/** Who works here on this browser: a tap says it in full, and signs out. */
export function AccountButton() {
  const say = useMessages(officeShellWords);
  const { me } = useWorld();
  const staff = useStore(me.store, (state) => state.me?.staff);
  const language = useLanguage();
  const [isOpen, setOpen] = useState(false);
  if (!staff) return null;
  const name = personIn(language, staff.name, staff.nameEn);
  return (
    <>
      <button
        type="button"
        className="account-button"
        aria-label={say.account(name)}
        title={name}
        onClick={() => setOpen(true)}
      >
        <span aria-hidden="true">{[...name][0]}</span>
      </button>
      {isOpen && <AccountSheet onClose={() => setOpen(false)} />}
    </>
  );
}

function AccountSheet({ onClose }: { onClose(): void }) {
  const say = useMessages(officeShellWords);
  return (
    <Sheet title={say.accountTitle} isQuestion onClose={onClose}>
      <AccountParts />
    </Sheet>
  );
}

/** Name, role, clock, language and colours, and the way out. */
export function AccountParts() {
  const say = useMessages(officeShellWords);
  const language = useLanguage();
  const { me, keep } = useWorld();
  const known = useStore(me.store, (state) => state.me);
  const [isBusy, setBusy] = useState(false);
  if (!known?.staff) return null;
  const { staff } = known;
  const timeZone = knownZone(known.timeZone);
  async function signOut() {
    setBusy(true);
    await me.signOut();
    keepStaffHere(keep, false);
    goTo('/sign-in');
  }
  return (
    <div className="account-parts">
      <p>
        <b>
          <bdi>{personIn(language, staff.name, staff.nameEn)}</bdi>
        </b>{' '}
        · {say.roles[staff.role]}
        <br />
        <span className="soft small">{staff.email}</span>
      </p>
      {timeZone !== null && <p className="soft">{say.zone(zoneName(timeZone, language, 'long'))}</p>}
      <div className="account-settings">
        <SettingsButtons />
        <PracticeChip />
      </div>
      <Button look="line" wide busy={isBusy} onClick={() => void signOut()}>
        {say.signOut}
      </Button>
    </div>
  );
}
