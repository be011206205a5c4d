import { useMessages } from '../../i18n/language.ts';
import { useConsole, useMay } from '../../screens/staff/console/host-context.ts';
import { Button } from '../../ui/Button.tsx';
import { releaseMessages } from './release-words.ts';

/** Opens the cash orders of new buyers that can be released (H8); for the stream's host alone. */
export function ReleaseButton() {
  const say = useMessages(releaseMessages);
  const { show } = useConsole();
  if (!useMay('host')) return null;
  return (
    <Button look="line" onClick={() => show({ kind: 'release' })}>
      {say.open}
    </Button>
  );
}
