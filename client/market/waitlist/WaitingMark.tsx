import type { ConsoleItem } from '../../../shared/contract/console.ts';
import { useMessages } from '../../i18n/language.ts';
import { waitingConsoleWords } from './console-words.ts';

/** How many buyers wait for an item, in its row of the lineup. */
export function WaitingMark({ item: { waiting } }: { item: ConsoleItem }) {
  const say = useMessages(waitingConsoleWords);
  if (waiting.buyers === 0) return null;
  return <span className="waiting-for figures">{say.waiting(waiting.buyers)}</span>;
}
