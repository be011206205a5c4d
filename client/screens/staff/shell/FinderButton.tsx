import { useEffect, useState } from 'react';
import { useMessages } from '../../../i18n/language.ts';
import { officeShellWords } from '../../../i18n/office-shell.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { part } from '../../../ui/part.tsx';
import './shell.css';

const Finder = part(() => import('./Finder.tsx').then((module) => module.Finder));

/** One field over everything, by a tap or by Ctrl K. */
export function FinderButton() {
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
