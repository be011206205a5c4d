import { useMessages } from '../../i18n/language.ts';
import { useConsolePlace } from '../../screens/staff/console/console-place.ts';
import { useItemName } from '../../screens/staff/console/host-context.ts';
import { Button } from '../../ui/Button.tsx';
import { careWords } from './care-words.ts';
import { useCare, useCareStore, useOpenQuestions } from './use-care.ts';
import './care.css';

/** In a hand: the first question of the queue, to be read from where the host stands, with the tap that answers it. */
export function NewestQuestion() {
  const say = useMessages(careWords);
  const care = useCareStore();
  const itemName = useItemName();
  const { turnTo, turnFeed } = useConsolePlace();
  const [first, ...others] = useOpenQuestions();
  const isBusy = useCare(({ busy }) => first !== undefined && busy.has(first.seq));
  if (!first) return null;
  return (
    <div className="stage-question">
      <p>
        <bdi>{first.text}</bdi>
      </p>
      <div>
        <Button look="primary" busy={isBusy} onClick={() => void care.answer(first.seq)}>
          {say.answerNow}
        </Button>
        {first.item !== undefined && <span className="soft figures">{itemName(first.item)}</span>}
        {others.length > 0 && (
          <Button
            look="line"
            onClick={() => {
              turnFeed('questions');
              turnTo('orders');
            }}
          >
            {say.more(others.length)}
          </Button>
        )}
      </div>
    </div>
  );
}
