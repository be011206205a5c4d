import { useState } from 'react';
import { useStore } from 'zustand';
import { useMessages } from '../../../i18n/language.ts';
import { officeShellWords } from '../../../i18n/office-shell.ts';
import { useWorld } from '../../../stores/world.ts';
import { LineDrawing } from '../../../ui/Icon.tsx';
import { part } from '../../../ui/part.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';

const PagesList = part(() => import('./PagesList.tsx').then((module) => module.PagesList));

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
        onPointerEnter={PagesList.fetch}
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

/** Whether there is more than one page to go to. */
export function useHasRail(): boolean {
  const { me } = useWorld();
  return useStore(me.store, (state) => (state.me?.pages.length ?? 0) > 1);
}
