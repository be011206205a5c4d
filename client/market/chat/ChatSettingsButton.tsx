import { useMessages } from '../../i18n/language.ts';
import { useConsole, useHost, useMay } from '../../screens/staff/console/host-context.ts';
import { Button } from '../../ui/Button.tsx';
import { ChatSettingsSheet } from './ChatSettingsSheet.tsx';
import { careWords } from './care-words.ts';

/** Opens the settings of a stream's chat, for who may care for it. */
export function ChatSettingsButton() {
  const say = useMessages(careWords);
  const { show } = useConsole();
  const hasChat = useHost(({ chat }) => chat !== null);
  const mayCare = useMay('chat');
  if (!hasChat || !mayCare) return null;
  return (
    <Button look="line" onClick={() => show({ kind: 'form', Form: ChatSettingsSheet })}>
      {say.settings}
    </Button>
  );
}
