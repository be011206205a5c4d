import type { ConsoleItem } from '../../../../shared/contract/console.ts';
import { consoleScreenMessages } from '../../../i18n/console-screen.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { Icon } from '../../../ui/Icon.tsx';

const PARTS = ['available', 'held', 'unpaid', 'sold'] as const;

/** Where every piece of an item is (K1): four exact numbers, and the same as one bar; and who waits for more (H5). */
export function Counters({ item }: { item: ConsoleItem }) {
  const say = useMessages(consoleScreenMessages);
  const language = useLanguage();
  const all = item.allotted + item.adjusted;
  const { buyers, units } = item.waiting;
  const waiting = buyers > 0 && say.waitingFor(buyers, units);
  return (
    <div className="counters">
      <dl>
        {PARTS.map((part) => (
          <div key={part} className={part}>
            <dt>{say[part]}</dt>
            <dd className="figures">{item[part].toLocaleString(language)}</dd>
          </div>
        ))}
      </dl>
      <div className="counter-bar" aria-hidden="true">
        {all > 0 &&
          (['sold', 'unpaid', 'held', 'available'] as const).map((part) => (
            <i key={part} className={part} style={{ flexGrow: item[part] }} />
          ))}
      </div>
      <p className="counters-foot figures">
        <span className="soft">{say.countersOf(all.toLocaleString(language))}</span>
        {waiting && (
          <span className="waiting-for" title={waiting}>
            <Icon name="clock" size={16} />
            <span>{waiting}</span>
          </span>
        )}
      </p>
    </div>
  );
}
