import type { StreamShipDates } from '../../shared/contract/ship-days.ts';
import { keepAnswers } from './kept-answers.ts';
import type { RemoteValue } from './remote-value.ts';
import type { Outside } from './world.ts';

/** The streams whose answers are kept; a tab seldom sees more than one. */
const MAX_KEPT = 20;

const asked = keepAnswers<StreamShipDates>(MAX_KEPT);

/** When each origin of a stream ships what is ordered now (P4): the last answer at once, and the next one when it is there. */
export function createShipDatesStore(
  slug: string,
  { http }: Pick<Outside, 'http'>,
): RemoteValue<StreamShipDates> {
  return asked(http, slug, () => http.call('shipDates', { params: { slug } }));
}
