import { useMessages } from '../../i18n/language.ts';
import { useConsole, useMay } from '../../screens/staff/console/host-context.ts';
import { part } from '../../ui/part.tsx';
import { termsMessages } from './console-words.ts';

/** The form comes with the tap: the button stands in the head of each console. */
const TermsSheet = part(() => import('./TermsSheet.tsx').then((module) => module.TermsSheet));

/** Where the target would stand (S10), while there is none: the way to set one; for the host alone. */
export function TargetButton() {
  const say = useMessages(termsMessages);
  const { show } = useConsole();
  if (!useMay('host')) return null;
  return (
    <button type="button" className="text-button" onClick={() => show({ kind: 'form', Form: TermsSheet })}>
      {say.setTarget}
    </button>
  );
}
