import type { GatewayDeps } from '../../deps.ts';
import { explainedIn } from '../catalogue/explained.ts';
import { pricesAt } from '../search/price-at.ts';
import { productsOnAir } from '../search/products-on-air.ts';
import { searchRoutes } from '../search/search-routes.ts';
import { producerRoutes } from './producer-routes.ts';
import { publicProducers } from './public-producer.ts';

/** What buyers read over all public streams: the search, producers (B10), and where a product was explained. One index of products serves all. */
export function marketReads(deps: Pick<GatewayDeps, 'readers' | 'application' | 'clock' | 'media'>) {
  const products = productsOnAir(deps);
  const priceAt = pricesAt(deps);
  const publicProducer = publicProducers({ ...deps, products, priceAt });
  return {
    publicProducer,
    explained: explainedIn({ ...deps, products, replay: (slug) => deps.media.replay(slug) }),
    routes: { ...searchRoutes(products, priceAt), ...producerRoutes(deps, publicProducer) },
  };
}
