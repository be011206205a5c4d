import { useMessages } from '../../i18n/language.ts';
import { useConsole, useMay } from '../../screens/staff/console/host-context.ts';
import { Button } from '../../ui/Button.tsx';
import { BoundsSheet } from './BoundsSheet.tsx';
import { boundsMessages } from './console-words.ts';

/** Opens the bounds of a stream's new buyers; for its host alone. */
export function BoundsButton() {
  const say = useMessages(boundsMessages);
  const { show } = useConsole();
  if (!useMay('host')) return null;
  return (
    <Button look="line" onClick={() => show({ kind: 'form', Form: BoundsSheet })}>
      {say.open}
    </Button>
  );
}
