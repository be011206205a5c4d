import type { AboutGood } from '../../shared/contract/catalogue.ts';
import { keepAnswers } from './kept-answers.ts';
import type { RemoteValue } from './remote-value.ts';
import type { Outside } from './world.ts';

/** The products whose answers are kept; a stream numbers at most five hundred. */
const MAX_KEPT = 500;

const asked = keepAnswers<AboutGood>(MAX_KEPT);

/** What a product of a stream tells beside its card: the last answer at once, and the next one when it is there. */
export function createAboutGoodStore(
  slug: string,
  itemNumber: number,
  { http }: Pick<Outside, 'http'>,
): RemoteValue<AboutGood> {
  return asked(http, `${slug} ${itemNumber}`, () =>
    http.call('aboutGood', { params: { slug, itemNumber: String(itemNumber) } }),
  );
}
