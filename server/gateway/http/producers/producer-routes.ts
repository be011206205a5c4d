import type { StreamProducers } from '../../../../shared/contract/producer-profile.ts';
import { ok, refuse } from '../../../../shared/values/result.ts';
import { SECOND } from '../../../../shared/values/time.ts';
import type { GatewayDeps } from '../../deps.ts';
import { only } from '../answered.ts';
import type { Handlers } from '../serve-routes.ts';
import { KeptAnswers } from '../streams/kept-answers.ts';
import type { PublicProducerOf } from './public-producer.ts';

/** Read so seldom, however many carts ask. */
const KEPT_MS = 15 * SECOND;

/** Routes of producers, for buyers, and of what they say of themselves (B10). */
export function producerRoutes(
  { application, clock }: Pick<GatewayDeps, 'application' | 'clock'>,
  publicProducer: PublicProducerOf,
): Pick<Handlers, 'publicProducer' | 'describeProducer' | 'streamProducers'> {
  const kept = new KeptAnswers<StreamProducers | null>(KEPT_MS, clock);
  return {
    publicProducer: async ({ params }) => {
      const producer = await publicProducer(params.producerId);
      return producer ? ok(producer) : refuse({ code: 'NOT_FOUND' });
    },
    describeProducer: async ({ params, body, staff }) => {
      const { role, producerId } = staff!.staff;
      if (role === 'producer' && producerId !== params.producerId) return refuse({ code: 'NOT_FOUND' });
      const said = await application.describeProducer(staff!.actor, params.producerId, body);
      return only(said, ({ profile, version }) => ({ profile, version }));
    },
    streamProducers: async ({ params }) => {
      const told = await kept.of(params.slug, () => application.streamProducers(params.slug));
      return told ? ok(told) : refuse({ code: 'NOT_FOUND' });
    },
  };
}
