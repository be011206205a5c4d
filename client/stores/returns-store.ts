import type { StreamReturns } from '../../shared/contract/catalogue.ts';
import { keepAnswers } from './kept-answers.ts';
import type { RemoteValue } from './remote-value.ts';
import type { Outside } from './world.ts';

/** The streams whose answers are kept; a tab seldom sees more than one. */
const MAX_KEPT = 20;

const asked = keepAnswers<StreamReturns>(MAX_KEPT);

/** On what terms the products of a stream can be returned: the last answer at once, and the next one when it is there. */
export function createReturnsStore(
  slug: string,
  { http }: Pick<Outside, 'http'>,
): RemoteValue<StreamReturns> {
  return asked(http, slug, () => http.call('streamReturns', { params: { slug } }));
}
