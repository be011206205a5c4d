import { useState } from 'react';
import { useStore } from 'zustand';
import type { StaffPage } from '../../../../shared/market/account/contract.ts';
import { useMessages } from '../../../i18n/language.ts';
import { officeShellWords } from '../../../i18n/office-shell.ts';
import { useWorld } from '../../../stores/world.ts';
import { LineDrawing } from '../../../ui/Icon.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
import { PageLink } from './PageLink.tsx';

const NONE: readonly StaffPage[] = [];

/** The rail behind one button, for a page whose room is needed; nothing for who may open a single page. */
export function PagesButton() {
  const say = useMessages(officeShellWords);
  const [isOpen, setOpen] = useState(false);
  if (!useHasRail()) return null;
  return (
    <>
      <button
        type="button"
        className="icon-button pages-button"
        aria-label={say.rail}
        aria-haspopup="dialog"
        title={say.rail}
        onClick={() => setOpen(true)}
      >
        <LineDrawing path="M4 7h16M4 12h16M4 17h16" size={20} />
      </button>
      {isOpen && (
        <Sheet title={say.rail} isQuestion onClose={() => setOpen(false)}>
          <PagesList onFollow={() => setOpen(false)} />
        </Sheet>
      )}
    </>
  );
}

/** The pages of the rail, one below the other. */
export function PagesList({ onFollow }: { onFollow(): void }) {
  const say = useMessages(officeShellWords);
  const { me } = useWorld();
  const pages = useStore(me.store, (state) => state.me?.pages ?? NONE);
  return (
    <nav className="shell-more" aria-label={say.rail}>
      {pages.map((page) => (
        <PageLink key={page} page={page} at={null} onFollow={onFollow} />
      ))}
    </nav>
  );
}

/** Whether there is more than one page to go to. */
export function useHasRail(): boolean {
  const { me } = useWorld();
  return useStore(me.store, (state) => (state.me?.pages.length ?? 0) > 1);
}
