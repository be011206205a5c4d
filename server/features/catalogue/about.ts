import type { AboutGood } from '../../../shared/contract/catalogue.ts';
import { secondNames } from '../../../shared/values/names.ts';
import type { StreamState } from '../../domain/state.ts';
import type { FeatureDeps } from '../deps.ts';

/**
 * What a buyer may want to know of a good beside its card. Harvest day and batch are the catalogue's of now: what is
 * packed comes out of the warehouse of now.
 * @returns null if there is no such stream or item, or nobody may see the stream (S1)
 */
export async function aboutGood(
  { engines, readers }: Pick<FeatureDeps, 'engines' | 'readers'>,
  slug: string,
  itemNumber: number,
): Promise<AboutGood | null> {
  const stream = await readers.streamBySlug(slug);
  if (!stream || stream.rehearsalOf !== null) return null;
  const engine = await engines.stream(stream.streamId);
  const productId = await engine?.read(
    (state) => (state as StreamState).items.get(itemNumber)?.productId ?? null,
  );
  const product = productId ? await readers.productById(productId) : null;
  if (!product) return null;
  const { name, producer, origin, grams, isPerishable, harvestedOn, batch } = product;
  return {
    itemNumber,
    name,
    producer,
    ...secondNames(product),
    origin,
    grams,
    isPerishable,
    harvestedOn,
    batch,
  };
}
