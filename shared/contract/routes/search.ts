import * as z from 'zod/mini';
import { slug } from '../../values/ids.ts';
import { placesQuery, placesReply, searchQuery, searchReply, streamCategories } from '../search.ts';
import type { Route } from './route.ts';

/** Products over all public streams. */
export const searchRoutes = {
  search: {
    method: 'GET',
    path: '/search',
    who: 'anyone',
    about:
      'Products of streams that are on, coming, or ended lately, by name, producer, origin or category; each once, where it can be bought first.',
    query: searchQuery,
    reply: searchReply,
  },
  places: {
    method: 'GET',
    path: '/places',
    who: 'anyone',
    about: 'Where products that somebody keeps can be bought now, or next.',
    query: placesQuery,
    reply: placesReply,
  },
  streamCategories: {
    method: 'GET',
    path: '/streams/:slug/categories',
    who: 'anyone',
    about: 'What the products of a public stream are counted under.',
    params: z.strictObject({ slug }),
    reply: streamCategories,
  },
} as const satisfies Record<string, Route>;
