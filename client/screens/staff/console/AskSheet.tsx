import { consoleScreenMessages } from '../../../i18n/console-screen.ts';
import { useMessages } from '../../../i18n/language.ts';
import { Button } from '../../../ui/Button.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
import { useConsole, useHost } from './host-context.ts';

/** Asks once more before a stream ends or is called off. */
export function AskSheet({ about, onClose }: { about: 'stream:end' | 'stream:cancel'; onClose(): void }) {
  const say = useMessages(consoleScreenMessages);
  const { host } = useConsole();
  const isRehearsal = useHost(({ floor }) => floor.status === 'REHEARSAL');
  const words = {
    'stream:end': isRehearsal
      ? { title: say.endRehearsalTitle, text: say.endRehearsalText, yes: say.endRehearsal }
      : { title: say.endTitle, text: say.endText, yes: say.end },
    'stream:cancel': { title: say.cancelTitle, text: say.cancelText, yes: say.cancelStream },
  }[about];
  return (
    <Sheet
      isQuestion
      title={words.title}
      onClose={onClose}
      footer={
        <div className="ask-buttons">
          <Button look="quiet" onClick={onClose}>
            {say.no}
          </Button>
          <Button
            look="primary"
            onClick={() => {
              void host.act({ kind: about });
              onClose();
            }}
          >
            {words.yes}
          </Button>
        </div>
      }
    >
      <p className="ask-text">{words.text}</p>
    </Sheet>
  );
}
