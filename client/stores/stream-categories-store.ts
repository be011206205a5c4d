import type { StreamCategories } from '../../shared/contract/search.ts';
import { createRemoteValue, type RemoteValue } from './remote-value.ts';
import type { Outside } from './world.ts';

/** What the products of a stream are counted under; asked once, when its shop opens. */
export function createStreamCategoriesStore(
  slug: string,
  { http }: Pick<Outside, 'http'>,
): RemoteValue<StreamCategories> {
  return createRemoteValue(() => http.call('streamCategories', { params: { slug } }));
}
