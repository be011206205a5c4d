import * as z from 'zod/mini';
import { slug } from '../../values/ids.ts';
import {
  describeProducerRequest,
  producerParams,
  producerProfileView,
  publicProducer,
  streamProducers,
} from '../producer-profile.ts';
import type { Route } from './route.ts';

/** Who makes what is sold (B10). */
export const producersRoutes = {
  publicProducer: {
    method: 'GET',
    path: '/producers/:producerId',
    who: 'anyone',
    about: 'A producer: portrait, words, places, products with prices, and streams (B10).',
    params: producerParams,
    reply: publicProducer,
  },
  describeProducer: {
    method: 'POST',
    path: '/producers/:producerId',
    who: ['operator', 'producer'],
    about:
      'Says what a producer says of themselves, whole; a producer does it for themselves alone. STALE_VERSION if somebody else said something else meanwhile (B10).',
    params: producerParams,
    body: describeProducerRequest,
    reply: producerProfileView,
  },
  streamProducers: {
    method: 'GET',
    path: '/streams/:slug/producers',
    who: 'anyone',
    about: 'Who makes the products of a stream (B10).',
    params: z.strictObject({ slug }),
    reply: streamProducers,
  },
} as const satisfies Record<string, Route>;
