import type { Reason } from '../../shared/contract/answer.ts';
import type { CreateProductRequest } from '../../shared/contract/catalogue.ts';
import type { ProducerPage } from '../../shared/contract/settlement.ts';
import { type Result, refuse } from '../../shared/values/result.ts';
import { type Asked, createAsked, createKeys } from './asked.ts';
import type { Outside } from './world.ts';

export type OwnGood = Omit<CreateProductRequest, 'key' | 'picture' | 'producer'>;

export interface ProducerStore extends Asked<ProducerPage> {
  /** Puts a good online: its picture goes up first, then the good, with a key that a second tap reuses. */
  addGood(good: OwnGood, picture: Blob | null): Promise<Result<unknown, Reason>>;
}

/** What a producer packs, is paid and sells. */
export function createProducerStore({ http, newKey }: Pick<Outside, 'http' | 'newKey'>): ProducerStore {
  const asked = createAsked<ProducerPage>(() => http.call('producerPage'));
  const keys = createKeys(newKey);
  const uploaded = new WeakMap<Blob, string>();

  return {
    ...asked,
    async addGood(good, picture) {
      let path = picture ? (uploaded.get(picture) ?? '') : '';
      if (picture && path === '') {
        const sent = await http.uploadPicture(picture);
        if (!sent.ok) return refuse(sent.refusal);
        path = sent.value.picture;
        uploaded.set(picture, path);
      }
      // The server knows whose good it is; the name is only there for the form's shape.
      const producer = asked.store.getState().value?.producer ?? '-';
      const contents = { ...good, producer, ...(path === '' ? {} : { picture: path }) };
      const answer = await http.call('createProduct', { body: { key: keys.keyFor(contents), ...contents } });
      if (answer.ok || answer.refusal.code !== 'NO_ANSWER') keys.answered();
      if (answer.ok) await asked.reload();
      return answer;
    },
  };
}
