import { useMessages } from '../../i18n/language.ts';
import { useConsole, useMay } from '../../screens/staff/console/host-context.ts';
import { Button } from '../../ui/Button.tsx';
import { termsMessages } from './console-words.ts';
import { TermsSheet } from './TermsSheet.tsx';

/** Opens the settings of a stream (S10); for its host alone. */
export function TermsButton() {
  const say = useMessages(termsMessages);
  const { show } = useConsole();
  if (!useMay('host')) return null;
  return (
    <Button look="line" onClick={() => show({ kind: 'form', Form: TermsSheet })}>
      {say.open}
    </Button>
  );
}
