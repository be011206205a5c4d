import { checklistWords } from '../../../i18n/checklist.ts';
import { consoleScreenMessages } from '../../../i18n/console-screen.ts';
import { useMessages } from '../../../i18n/language.ts';
import { Button } from '../../../ui/Button.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
import { Checklist } from './checklist/later.ts';
import { usePicture } from './checklist/use-picture.ts';
import { useConsole, useHost } from './host-context.ts';

type About = 'stream:go-live' | 'stream:end' | 'stream:cancel';

/** Asks once more before something that the whole market sees. */
export function AskSheet({ about, onClose }: { about: About; onClose(): void }) {
  const say = useMessages(consoleScreenMessages);
  const { host } = useConsole();
  const items = useHost(({ floor }) => floor.order.length);
  const sayList = useMessages(checklistWords);
  const { has } = usePicture();
  const isList = about === 'stream:go-live';
  const words = {
    'stream:go-live': {
      title: say.goLiveTitle,
      text: say.goLiveText(items),
      yes: has ? say.goLive : sayList.goLiveBlind,
    },
    'stream:end': { title: say.endTitle, text: say.endText, yes: say.end },
    'stream:cancel': { title: say.cancelTitle, text: say.cancelText, yes: say.cancelStream },
  }[about];
  return (
    <Sheet
      isQuestion={!isList}
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
      {isList && <Checklist onLeave={onClose} />}
    </Sheet>
  );
}
