import { type ReactNode, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { StaffPage } from '../../../../shared/market/account/contract.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { officeShellWords } from '../../../i18n/office-shell.ts';
import { useWorld } from '../../../stores/world.ts';
import { LineDrawing } from '../../../ui/Icon.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
import { AccountButton } from './AccountButton.tsx';
import { FinderButton } from './FinderButton.tsx';
import { PageLink } from './PageLink.tsx';
import { PracticeChip } from './PracticeChip.tsx';
import { Rail } from './Rail.tsx';
import { SkipLink } from './SkipLink.tsx';
import { pageAt, tabsOf } from './staff-pages.ts';
import { knownZone, zoneName } from './zone-name.ts';
import './shell.css';

/**
 * What stands round every page of staff: the rail of what this person may open, who they are, whose clock it is. Until
 * the server has said who this is, and for whoever is not signed in, there is the page alone.
 */
export function StaffShell({ path, children }: { path: string; children: ReactNode }) {
  const { me } = useWorld();
  const known = useStore(me.store, (state) => state.me);
  useEffect(() => void me.ensure(), [me]);
  const pages = known?.staff ? known.pages : [];
  // A single page needs no way to itself.
  const hasRail = pages.length > 1;
  return (
    <div className={hasRail ? 'shell with-rail' : 'shell'}>
      {known?.staff && <SkipLink />}
      {known?.staff && <ShellHead timeZone={knownZone(known.timeZone)} hasFinder={pages.length > 0} />}
      {hasRail && <Rail pages={pages} at={pageAt(path, pages)} />}
      <div className="shell-page">{children}</div>
      {hasRail && <PhoneTabs pages={pages} at={pageAt(path, pages)} />}
    </div>
  );
}

function ShellHead({ timeZone, hasFinder }: { timeZone: string | null; hasFinder: boolean }) {
  const language = useLanguage();
  return (
    <header className="shell-head">
      <b lang="en">Fairday</b>
      <span className="shell-acts">
        {hasFinder && <FinderButton />}
        <PracticeChip />
        {timeZone !== null && (
          <span className="soft small shell-zone">
            <span>{zoneName(timeZone, language, 'long')}</span>
            <span aria-hidden="true">{zoneName(timeZone, language, 'short')}</span>
          </span>
        )}
        <AccountButton />
      </span>
    </header>
  );
}

function PhoneTabs({ pages, at }: { pages: readonly StaffPage[]; at: StaffPage | null }) {
  const say = useMessages(officeShellWords);
  const [isOpen, setOpen] = useState(false);
  const { tabs, rest } = tabsOf(pages);
  return (
    <nav className="shell-tabs" aria-label={say.rail}>
      {tabs.map((page) => (
        <PageLink key={page} page={page} at={at} />
      ))}
      {rest.length > 0 && (
        <button
          type="button"
          aria-current={at !== null && rest.includes(at) ? 'page' : undefined}
          onClick={() => setOpen(true)}
        >
          <LineDrawing path="M5 12h.1M12 12h.1M19 12h.1" size={20} />
          {say.more}
        </button>
      )}
      {isOpen && (
        <Sheet title={say.more} onClose={() => setOpen(false)}>
          <div className="shell-more">
            {rest.map((page) => (
              <PageLink key={page} page={page} at={at} onFollow={() => setOpen(false)} />
            ))}
          </div>
        </Sheet>
      )}
    </nav>
  );
}
