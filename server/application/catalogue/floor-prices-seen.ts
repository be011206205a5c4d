import { rightsOn, seesFloorPrices } from '../../market/kernel/authority.ts';
import type { StaffActor } from '../application.ts';
import type { ApplicationDeps } from '../deps.ts';

/**
 * The goods whose floor prices and warehouse stock an assistant may know: what is in the lineup of a stream that is not
 * over, and on which they set prices or count stock. Streams that are awake here are looked through; none is woken for the
 * question but the one that they name, whose console they have open.
 * @param namedId null: none is named
 */
export async function floorPricesSeen(
  { engines }: ApplicationDeps,
  actor: StaffActor,
  namedId: string | null,
): Promise<ReadonlySet<string>> {
  const named = namedId === null ? null : await engines.stream(namedId);
  const seen = new Set<string>();
  for (const engine of new Set([...(named ? [named] : []), ...engines.awakeEngines()])) {
    const goods = await engine.read((state) => {
      if (state.status === 'CANCELLED' || state.status === 'CLOSED') return [];
      const rights = rightsOn(state, actor);
      if (!rights || !seesFloorPrices(rights)) return [];
      return [...state.items.values()].flatMap((item) => (item.isRemoved ? [] : item.productId));
    });
    for (const productId of goods) seen.add(productId);
  }
  return seen;
}
