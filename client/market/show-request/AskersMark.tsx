import type { ConsoleItem } from '../../../shared/contract/console.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { Hand } from '../../ui/Hand.tsx';
import { askersConsoleWords } from './console-words.ts';
import './askers.css';

/** How many viewers ask to be shown an item (L9), in its row of the lineup. */
export function AskersMark({ item: { askers = 0 } }: { item: Pick<ConsoleItem, 'askers'> }) {
  const say = useMessages(askersConsoleWords);
  const language = useLanguage();
  if (askers === 0) return null;
  return (
    <span className="askers figures" title={say.asking(askers)}>
      <Hand size={14} />
      <span aria-hidden="true">{askers.toLocaleString(language)}</span>
      <span className="unseen">{say.asking(askers)}</span>
    </span>
  );
}
