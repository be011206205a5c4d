import { rightsOn, seesFloorPrices } from '../../market/kernel/authority.ts';
import type { FeatureDeps } from '../deps.ts';
import type { StaffActor } from '../features.ts';

/** The newest streams that are looked through for somebody's rights. */
const MAX_STREAMS = 200;

/**
 * The goods whose floor prices and warehouse stock an assistant may know: what is in the lineup of a stream that is not
 * over, and on which they set prices or count stock.
 */
export async function floorsSeen(deps: FeatureDeps, actor: StaffActor): Promise<ReadonlySet<string>> {
  const rows = await deps.readers.streams({ rehearsals: true, limit: MAX_STREAMS });
  const seen = new Set<string>();
  for (const { streamId, status } of rows) {
    if (status === 'CANCELLED' || status === 'CLOSED') continue;
    const engine = await deps.engines.stream(streamId);
    const goods = await engine?.read((state) => {
      const rights = rightsOn(state, actor);
      if (!rights || !seesFloorPrices(rights)) return [];
      return [...state.items.values()].flatMap((item) => (item.isRemoved ? [] : item.productId));
    });
    for (const productId of goods ?? []) seen.add(productId);
  }
  return seen;
}
