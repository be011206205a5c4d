import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Reason } from '../../shared/contract/answer.ts';
import type { FoundOrder } from '../../shared/contract/find-order.ts';
import { SHOP_REFERENCE } from '../../shared/values/reference-form.ts';
import type { World } from './world.ts';

export interface FindOrderState {
  found: FoundOrder | null;
  /** Why the last try found nothing. */
  reason: Reason | null;
  isAsking: boolean;
}

/** Finds one order by its reference and its phone (B7). What was typed is kept nowhere. */
export interface FindOrderStore {
  store: StoreApi<FindOrderState>;
  find(asked: { reference: string; phone: string }): Promise<void>;
  /** Back to the form. */
  again(): void;
}

/** A reference as people write it: spaces, a # and wide dashes are no part of it. */
export function readReference(typed: string): string | null {
  const plain = typed
    .normalize('NFKC')
    .replace(/[\s#]/g, '')
    .replace(/[\u2010-\u2015\u2212]/g, '-');
  return SHOP_REFERENCE.test(plain) ? plain : null;
}

export function createFindOrderStore({ http }: Pick<World, 'http'>): FindOrderStore {
  const none: FindOrderState = { found: null, reason: null, isAsking: false };
  const store = createStore<FindOrderState>(() => none);
  return {
    store,
    async find(body) {
      if (store.getState().isAsking) return;
      store.setState({ isAsking: true, reason: null });
      const answer = await http.call('findOrder', { body });
      store.setState(
        answer.ok
          ? { found: answer.value, reason: null, isAsking: false }
          : { reason: answer.refusal, isAsking: false },
      );
    },
    again: () => store.setState(none),
  };
}
