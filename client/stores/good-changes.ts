import type { Reason } from '../../shared/contract/answer.ts';
import type { ChangeProductRequest, Product } from '../../shared/contract/catalogue.ts';
import { type Result, refuse } from '../../shared/values/result.ts';
import { createIdempotentSender, type Unkeyed } from './idempotent-sender.ts';
import { createPictures, type WithPictures } from './pictures.ts';
import type { Outside } from './world.ts';

/** What a form says of a good that is there already; units as they are counted now. */
export type ChangedGood = WithPictures<Omit<Unkeyed<ChangeProductRequest>, 'unitsDelta'>> & {
  units: number;
};

/**
 * Changes goods. Units go as what came or went since the form was opened, so that a stream that takes some meanwhile is
 * not undone.
 */
export function createGoodChanges({ http, newKey }: Pick<Outside, 'http' | 'newKey'>) {
  const send = createIdempotentSender(newKey);
  const upload = createPictures(http);
  return async (
    { productId, warehouseUnits }: Product,
    { units, morePictures, ...changed }: ChangedGood,
    picture: Blob | null,
  ): Promise<Result<Product, Reason>> => {
    const sent = await upload(picture, morePictures);
    if (!sent.ok) return refuse(sent.refusal);
    const contents = { ...changed, ...sent.value, unitsDelta: units - warehouseUnits };
    return send(contents, (body) => http.call('changeProduct', { params: { productId }, body }), productId);
  };
}
