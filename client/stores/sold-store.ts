import { ok } from '../../shared/values/result.ts';
import { keepAnswers } from './kept-answers.ts';
import type { RemoteValue } from './remote-value.ts';
import type { Outside } from './world.ts';

type Sold = ReadonlyMap<number, number>;

/** The streams whose answers are kept; a tab seldom sees more than one. */
const MAX_KEPT = 20;
/** A shop that stays open on a screen is right again after so long. */
const AGAIN_MS = 60_000;

const asked = keepAnswers<Sold>(MAX_KEPT);

/** How many were sold of the products of a stream, by their numbers (B8): the last answer at once, and the next one later. */
export function createSoldStore(slug: string, { http }: Pick<Outside, 'http'>): RemoteValue<Sold> {
  const ask = async () => {
    const answer = await http.call('sold', { params: { slug } });
    if (!answer.ok) return answer;
    return ok(new Map(answer.value.sold.map(({ itemNumber, units }) => [itemNumber, units])));
  };
  return asked(http, slug, ask, () => AGAIN_MS);
}
