import type { AboutGood } from '../../shared/contract/catalogue.ts';
import { type Asked, createAsked } from './asked.ts';
import type { Outside } from './world.ts';

/** Where a good of a stream comes from. */
export function createAboutGoodStore(
  slug: string,
  itemNumber: number,
  { http }: Pick<Outside, 'http'>,
): Asked<AboutGood> {
  return createAsked(() => http.call('aboutGood', { params: { slug, itemNumber: String(itemNumber) } }));
}
