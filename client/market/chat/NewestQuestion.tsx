import { consoleScreenMessages } from '../../i18n/console-screen.ts';
import { useMessages } from '../../i18n/language.ts';
import { useConsolePlace } from '../../screens/staff/console/console-place.ts';
import { useItem } from '../../screens/staff/console/host-context.ts';
import { Button } from '../../ui/Button.tsx';
import { careWords } from './care-words.ts';
import { useCare, useCareStore, useOpenQuestions } from './use-care.ts';
import './care.css';

/** In a hand: the newest question, to be read from where the host stands, with the tap that answers it. */
export function NewestQuestion() {
  const say = useMessages(careWords);
  const care = useCareStore();
  const { itemName } = useMessages(consoleScreenMessages);
  const { turnTo, turnFeed } = useConsolePlace();
  const open = useOpenQuestions();
  const newest = open.at(-1);
  const item = useItem(newest?.item ?? null);
  const isBusy = useCare(({ busy }) => newest !== undefined && busy.has(newest.seq));
  if (!newest) return null;
  const older = open.length - 1;
  return (
    <div className="stage-question">
      {newest.item !== undefined && (
        <b className="stage-question-item figures">
          {say.asksAbout(itemName(newest.item, '').trim())}
          <span className="unseen"> {item?.name}</span>
        </b>
      )}
      <p>
        {/* In place of that line on a phone held sideways, which has no room for both. */}
        {newest.item !== undefined && <b className="stage-question-number figures">{newest.item} · </b>}
        <bdi>{newest.text}</bdi>
      </p>
      <div>
        <Button look="primary" busy={isBusy} onClick={() => void care.answer(newest.seq)}>
          {say.answerNow}
        </Button>
        {older > 0 && (
          <Button
            look="line"
            onClick={() => {
              turnFeed('questions');
              turnTo('orders');
            }}
          >
            {say.more(older)}
          </Button>
        )}
      </div>
    </div>
  );
}
