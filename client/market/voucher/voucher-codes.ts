import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Http } from '../../connection/http.ts';

/** The codes that whoever is signed in gave vouchers of a stream, by voucher: others' codes never come here. */
export interface VoucherCodesStore {
  store: StoreApi<Readonly<Record<string, string>>>;
  /** Asks again, after another was given. What was known stays if there is no answer. */
  load(): Promise<void>;
}

export function createVoucherCodes(slug: string, { http }: { http: Http }): VoucherCodesStore {
  const store = createStore<Readonly<Record<string, string>>>(() => ({}));
  return {
    store,
    async load() {
      const answer = await http.call('voucherCodes', { params: { slug } });
      if (!answer.ok) return;
      const known = answer.value.codes.map(({ voucherId, code }): [string, string] => [voucherId, code]);
      store.setState(Object.fromEntries(known), true);
    },
  };
}
