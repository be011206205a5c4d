import type { ConsoleItem } from '../../../shared/contract/console.ts';
import { useMessages } from '../../i18n/language.ts';
import { Icon } from '../../ui/Icon.tsx';
import { waitingConsoleWords } from './console-words.ts';

/** How many buyers wait for an item, in its row of the lineup. */
export function WaitingMark({ item: { waiting } }: { item: ConsoleItem }) {
  const say = useMessages(waitingConsoleWords);
  if (waiting.buyers === 0) return null;
  return (
    <span className="waiting-for figures" title={say.waiting(waiting.buyers)}>
      <Icon name="clock" size={14} />
      <span aria-hidden="true">{waiting.buyers}</span>
      <span className="unseen">{say.waiting(waiting.buyers)}</span>
    </span>
  );
}
