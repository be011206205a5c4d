import { type ReactNode, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { StaffPage } from '../../../../shared/market/account/contract.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { officeShellWords } from '../../../i18n/office-shell.ts';
import { useWorld } from '../../../stores/world.ts';
import { Icon, LineDrawing } from '../../../ui/Icon.tsx';
import { part } from '../../../ui/part.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
import { AccountButton } from './AccountButton.tsx';
import { PracticeChip } from './PracticeChip.tsx';
import { pageAddresses, pageAt, tabsOf } from './staff-pages.ts';
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
      {known?.staff && <ShellHead timeZone={knownZone(known.timeZone)} hasFinder={pages.length > 0} />}
      {hasRail && <Rail pages={pages} at={pageAt(path)} />}
      <div className="shell-page">{children}</div>
      {hasRail && <PhoneTabs pages={pages} at={pageAt(path)} />}
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

const Finder = part(() => import('./Finder.tsx').then((module) => module.Finder));

/** One field over everything, by a tap or by Ctrl K. */
function FinderButton() {
  const say = useMessages(officeShellWords);
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      event.preventDefault();
      setOpen(true);
    }
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <button
        type="button"
        className="finder-button"
        aria-label={say.findKeys}
        title={say.findKeys}
        onPointerEnter={Finder.fetch}
        onClick={() => setOpen(true)}
      >
        <Icon name="search" size={18} />
        <span aria-hidden="true">{say.find}</span>
        <span aria-hidden="true" className="finder-keys" data-keys="Ctrl K" />
      </button>
      {isOpen && <Finder onClose={() => setOpen(false)} />}
    </>
  );
}

const drawings: Record<StaffPage, string> = {
  home: 'M4 11l8-7 8 7v9h-5v-6H9v6H4v-9Z',
  live: 'M12 13a1 1 0 1 0 0-2 1 1 0 0 0 0 2Zm-3.5 2.5a5 5 0 0 1 0-7m7 0a5 5 0 0 1 0 7m-9.9 2.8a9 9 0 0 1 0-12.6m12.8 0a9 9 0 0 1 0 12.6',
  orders: 'M6 3h12v18l-3-2-3 2-3-2-3 2V3Zm3 5h6m-6 4h6',
  buyers:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Zm-6 9c0-3.5 2.5-6 6-6s6 2.5 6 6m1-9.2a3.2 3.2 0 1 0-1.2-6.1M17 14.3c2.4.6 4 2.8 4 5.7',
  products: 'M6 8h12l1 12H5L6 8Zm3 0a3 3 0 0 1 6 0',
  packing: 'M4 8l8-4 8 4v8l-8 4-8-4V8Zm0 0 8 4 8-4m-8 4v8',
  settlement: 'M3 7h18v11H3V7Zm0 4h18M7 15h4',
  insights: 'M5 19v-6m5 6V5m5 14v-9m5 9v-4',
  settings:
    'M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6Zm0-12v3m0 12v3M3 12h3m12 0h3M5.6 5.6l2.1 2.1m8.6 8.6 2.1 2.1m0-12.8-2.1 2.1m-8.6 8.6-2.1 2.1',
};

function PageLink({ page, at, onFollow }: { page: StaffPage; at: StaffPage | null; onFollow?(): void }) {
  const say = useMessages(officeShellWords);
  return (
    <a href={pageAddresses[page]} aria-current={page === at ? 'page' : undefined} onClick={onFollow}>
      <LineDrawing path={drawings[page]} size={20} />
      {say.pages[page]}
    </a>
  );
}

function Rail({ pages, at }: { pages: readonly StaffPage[]; at: StaffPage | null }) {
  const say = useMessages(officeShellWords);
  return (
    <nav className="shell-rail" aria-label={say.rail}>
      {pages.map((page) => (
        <PageLink key={page} page={page} at={at} />
      ))}
    </nav>
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
