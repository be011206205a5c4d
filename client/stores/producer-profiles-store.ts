import type { PublicProducer, StreamProducers } from '../../shared/contract/producer-profile.ts';
import { keepAnswers } from './kept-answers.ts';
import type { RemoteValue } from './remote-value.ts';
import type { Outside } from './world.ts';

/** Answers that are kept; a tab seldom sees more producers, or streams. */
const MAX_KEPT = 20;

const producers = keepAnswers<PublicProducer>(MAX_KEPT);
const ofStreams = keepAnswers<StreamProducers>(MAX_KEPT);

/** A producer as buyers see them (B10): the last answer at once, and the next one when it is there. */
export function createPublicProducerStore(
  producerId: string,
  { http }: Pick<Outside, 'http'>,
): RemoteValue<PublicProducer> {
  return producers(http, producerId, () => http.call('publicProducer', { params: { producerId } }));
}

/** Who makes the products of a stream (B10). */
export function createStreamProducersStore(
  slug: string,
  { http }: Pick<Outside, 'http'>,
): RemoteValue<StreamProducers> {
  return ofStreams(http, slug, () => http.call('streamProducers', { params: { slug } }));
}
