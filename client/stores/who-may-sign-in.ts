import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Http } from '../connection/http.ts';

/** Whether anybody can sign in; null until the market has said so, and for ever if it does not. */
export interface WhoMaySignIn {
  store: StoreApi<{ hasOperator: boolean | null }>;
  open(): void;
  close(): void;
}

/** Asks once: whoever is let in afterwards comes by a link of their own. */
export function createWhoMaySignIn({ http }: { http: Http }): WhoMaySignIn {
  const store = createStore<{ hasOperator: boolean | null }>(() => ({ hasOperator: null }));
  return {
    store,
    open() {
      void http.call('whoMaySignIn').then((answer) => {
        if (answer.ok) store.setState(answer.value);
      });
    },
    close() {},
  };
}
