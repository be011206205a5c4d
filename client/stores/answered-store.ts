import type { AnsweredQuestion } from '../../shared/market/chat/contract.ts';
import { ok } from '../../shared/values/result.ts';
import { keepAnswers } from './kept-answers.ts';
import type { RemoteValue } from './remote-value.ts';
import type { Outside } from './world.ts';

/** The streams whose answers are kept; a tab seldom sees more than one. */
const MAX_KEPT = 20;
/** A page that stays open has what was answered meanwhile after so long. */
const AGAIN_MS = 15_000;

const asked = keepAnswers<readonly AnsweredQuestion[]>(MAX_KEPT);

/** What viewers of a stream asked and the host answered (N6), the oldest first, without names. */
export function createAnsweredStore(
  slug: string,
  { http }: Pick<Outside, 'http'>,
): RemoteValue<readonly AnsweredQuestion[]> {
  const ask = async () => {
    const answer = await http.call('streamQuestions', { params: { slug } });
    return answer.ok ? ok(answer.value.questions) : answer;
  };
  return asked(http, slug, ask, () => AGAIN_MS);
}
