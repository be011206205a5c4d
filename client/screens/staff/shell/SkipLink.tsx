import { useMessages } from '../../../i18n/language.ts';
import { officeShellWords } from '../../../i18n/office-shell.ts';

/** The first stop of the keyboard, in sight while it has the focus: over head and rail to what the page is about. */
export function SkipLink() {
  const say = useMessages(officeShellWords);
  function skip() {
    const main = document.querySelector('main');
    if (!main) return;
    main.tabIndex = -1;
    main.focus();
  }
  // No anchor: the address stays as it is, for it may name a moment or a filter.
  return (
    <button type="button" className="skip-link" onClick={skip}>
      {say.skip}
    </button>
  );
}
