import type { Reason } from '../../shared/contract/answer.ts';
import type { CreateProductRequest, Product } from '../../shared/contract/catalogue.ts';
import type { ProducerPage } from '../../shared/contract/settlement.ts';
import { type Result, refuse } from '../../shared/values/result.ts';
import { type ChangedGood, createGoodChanges } from './good-changes.ts';
import { createIdempotentSender, type Unkeyed } from './idempotent-sender.ts';
import { createPictures, type WithPictures } from './pictures.ts';
import type { RemoteValue } from './remote-value.ts';
import { createStaffRead } from './staff-read.ts';
import type { World } from './world.ts';

export type OwnGood = WithPictures<Omit<Unkeyed<CreateProductRequest>, 'producer'>>;

export interface ProducerStore extends RemoteValue<ProducerPage> {
  /** All that is known of a good of their own. */
  good(productId: string): Promise<Result<Product, Reason>>;
  changeGood(good: Product, changed: ChangedGood, picture: Blob | null): Promise<Reason | null>;
  /** Puts a good online: its picture goes up first, then the good, with a key that a second tap reuses. */
  addGood(good: OwnGood, picture: Blob | null): Promise<Result<unknown, Reason>>;
}

/** What a producer packs, is paid and sells. */
export function createProducerStore(world: World): ProducerStore {
  const { http, newKey } = world;
  const asked = createStaffRead<ProducerPage>(world, ['producer'], () => http.call('producerPage'));
  const send = createIdempotentSender(newKey);
  const upload = createPictures(http);

  const change = createGoodChanges({ http, newKey });

  return {
    ...asked,
    good: (productId) => http.call('product', { params: { productId } }),
    async changeGood(good, changed, picture) {
      const answer = await change(good, changed, picture);
      if (answer.ok) await asked.reload();
      return answer.ok ? null : answer.refusal;
    },
    async addGood({ morePictures, ...good }, picture) {
      const sent = await upload(picture, morePictures);
      if (!sent.ok) return refuse(sent.refusal);
      // The server knows whose good it is; the name is only there for the form's shape.
      const producer = asked.store.getState().value?.producer ?? '-';
      const contents = { ...good, producer, ...sent.value };
      const answer = await send(contents, (body) => http.call('createProduct', { body }));
      if (answer.ok) await asked.reload();
      return answer;
    },
  };
}
