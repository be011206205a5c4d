import type { Reason } from '../../shared/contract/answer.ts';
import type { CreateProductRequest, Product } from '../../shared/contract/catalogue.ts';
import { type Result, refuse } from '../../shared/values/result.ts';
import { type ChangedGood, createGoodChanges } from './good-changes.ts';
import { createIdempotentSender, type Unkeyed } from './idempotent-sender.ts';
import { createPictures, type WithPictures } from './pictures.ts';
import type { Outside } from './world.ts';

export type NewGood = WithPictures<Unkeyed<CreateProductRequest>>;

/** What is done to single products, each under a key that a second tap reuses. */
export interface ProductActs {
  /** All that is known of a good, its description too. */
  good(productId: string): Promise<Result<Product, Reason>>;
  /** Makes a good on the spot: its picture goes up first. */
  create(good: NewGood, picture: Blob | null): Promise<Result<Product, Reason>>;
  change(good: Product, changed: ChangedGood, picture: Blob | null): Promise<Result<Product, Reason>>;
  /** Into the archive, or out of it again (L8). */
  archive(productId: string, isArchived: boolean): Promise<Result<Product, Reason>>;
}

export function createProductActs({ http, newKey }: Pick<Outside, 'http' | 'newKey'>): ProductActs {
  const send = createIdempotentSender(newKey);
  const upload = createPictures(http);
  return {
    good: (productId) => http.call('product', { params: { productId } }),
    async create({ morePictures, ...good }, picture) {
      const sent = await upload(picture, morePictures);
      if (!sent.ok) return refuse(sent.refusal);
      return send({ ...good, ...sent.value }, (body) => http.call('createProduct', { body }));
    },
    change: createGoodChanges({ http, newKey }),
    archive: (productId, isArchived) =>
      send(
        { isArchived },
        (body) => http.call('changeProduct', { params: { productId }, body }),
        `archive ${productId}`,
      ),
  };
}
