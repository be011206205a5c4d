import type { Refusal } from '../../../../shared/contract/refusals.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { sentenceFor } from '../../../ui/sentences.ts';
import { useWording } from '../../../ui/wording.ts';
import { quietWords } from './quiet-words.ts';

/** No stream to show, and asking again will not help. */
export function TurnedAway({ refusal }: { refusal: Refusal }) {
  const say = useMessages(quietWords);
  const language = useLanguage();
  const wording = useWording('CNY');
  const isOld = refusal.code === 'UPGRADE_REQUIRED';
  const title = isOld
    ? say.tooOld
    : refusal.code === 'NOT_FOUND'
      ? say.notThere
      : sentenceFor(refusal, language, wording);
  return (
    <main className="page empty">
      <h1>{title}</h1>
      {isOld ? (
        <a className="button line" href={location.pathname} target="_self">
          {say.reload}
        </a>
      ) : (
        <a className="button line" href="/">
          {say.whatElse}
        </a>
      )}
    </main>
  );
}
