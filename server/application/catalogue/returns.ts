import type { StreamReturns } from '../../../shared/contract/catalogue.ts';
import { canonicalJson } from '../../../shared/values/canonical-json.ts';
import type { StreamState } from '../../market/state.ts';
import type { ApplicationDeps } from '../deps.ts';

/**
 * On what terms the products of a stream can be returned, as the catalogue has them now: one entry for all that have the same.
 * Null: there is no such stream, or it is a rehearsal (S1).
 */
export async function streamReturns(
  { engines, readers }: Pick<ApplicationDeps, 'engines' | 'readers'>,
  slug: string,
): Promise<StreamReturns | null> {
  const stream = await readers.streamBySlug(slug);
  if (!stream || stream.rehearsalOf !== null) return null;
  const engine = await engines.stream(stream.streamId);
  const told = await engine?.read((any) => {
    const { settings, items } = any as StreamState;
    return {
      claimMs: settings.claimMs,
      items: [...items].map(([itemNumber, { productId }]) => ({ itemNumber, productId })),
    };
  });
  if (!told) return null;
  const terms = await engines.shop.read(({ products }) => {
    const groups = new Map<string, StreamReturns['terms'][number]>();
    for (const { itemNumber, productId } of told.items) {
      const product = products.get(productId);
      if (!product) continue;
      const { isPerishable, returns } = product;
      // Of what is perishable no terms count (O6).
      const same = { isPerishable, ...(returns && !isPerishable && { returns }) };
      const of = groups.get(canonicalJson(same)) ?? { ...same, items: [] };
      groups.set(canonicalJson(same), { ...of, items: [...of.items, itemNumber] });
    }
    return [...groups.values()];
  });
  return { claimMs: told.claimMs, terms };
}
