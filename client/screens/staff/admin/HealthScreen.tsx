import { useStore } from 'zustand';
import type { Reason } from '../../../../shared/contract/answer.ts';
import { healthMessages } from '../../../i18n/health.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { createHealthStore } from '../../../stores/office-store.ts';
import { useOwnStore } from '../../../stores/world.ts';
import { Bones } from '../../../ui/Bones.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { clockSecond } from '../../../ui/time-words.ts';
import { useHostSentence } from '../console/host-sentence.ts';
import { StaffOnly } from '../console/StaffOnly.tsx';
import { StaffHead } from '../shell/StaffHead.tsx';
import { type HealthLine, useHealthLines } from './health-lines.ts';
import '../console/console.css';
import './admin.css';

/** How the market is, in sentences; what needs somebody comes first, has a mark and stands out. */
export function HealthScreen() {
  return (
    <StaffOnly>
      <Health />
    </StaffOnly>
  );
}

function Health() {
  const say = useMessages(healthMessages);
  const language = useLanguage();
  const sentence = useHostSentence('CNY');
  const linesOf = useHealthLines();
  const { value, reason } = useStore(useOwnStore(createHealthStore).store);
  const words = (why: Reason) => {
    if (why.code === 'FORBIDDEN') return say.notYours;
    return why.code === 'NO_ANSWER' ? say.stale : sentence(why);
  };
  return (
    <main className="page admin">
      <StaffHead title={say.title} back="/admin" />
      {reason && <Notice tone="fault">{words(reason)}</Notice>}
      {!value && !reason && <Bones count={6} />}
      {value && (
        <>
          <p className="soft figures">{say.asOf(clockSecond(value.asOfMs, language))}</p>
          <ul className="office-health">
            {linesOf(value).map((line) => (
              <Line key={line.name} line={line} />
            ))}
          </ul>
        </>
      )}
    </main>
  );
}

/** One sentence, with a mark and a word for who cannot see it. */
function Line({ line: { isWell, words, link } }: { line: HealthLine }) {
  const say = useMessages(healthMessages);
  return (
    <li className={isWell ? 'well' : 'look'}>
      <Icon name={isWell ? 'check' : 'attention'} size={18} />
      <span className="unseen">{isWell ? say.well : say.look}:</span>
      <span>
        {words}
        {link && (
          <>
            {' '}
            <a href={link.href}>{link.words}</a>
          </>
        )}
      </span>
    </li>
  );
}
