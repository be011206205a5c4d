import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Reason } from '../../shared/contract/answer.ts';
import type { ListedProduct, Product, ProductPage } from '../../shared/contract/catalogue.ts';
import type { Result } from '../../shared/values/result.ts';
import type { Http } from '../connection/http.ts';
import { createProductActs, type NewGood } from './product-acts.ts';

export interface CatalogueState {
  search: string;
  /** null until the first answer. */
  products: readonly ListedProduct[] | null;
  next: string | null;
  /** How many the search finds in each currency, the most first; empty where all are listed. */
  currencies: NonNullable<ProductPage['currencies']>;
  isLoading: boolean;
  reason: Reason | null;
}

/** The goods that a lineup can be filled from. */
export interface CatalogueStore {
  store: StoreApi<CatalogueState>;
  open(): void;
  close(): void;
  search(text: string): void;
  more(): Promise<void>;
  /** Makes a good on the spot: its picture goes up first, then the good with a key that a second tap reuses. */
  create(good: NewGood, picture: Blob | null): Promise<Result<Product, Reason>>;
}

const PAGE = 30;
/** A pause in typing after which the goods are asked for. */
const TYPING_PAUSE_MS = 200;

/** @param lineup the stream whose lineup is filled, and what it sells in: other products are none for it */
export function createCatalogueStore(
  { http, newKey }: { http: Http; newKey(): string },
  lineup: { stream: string; currency: string },
): CatalogueStore {
  const store = createStore<CatalogueState>(() => ({
    search: '',
    products: null,
    next: null,
    currencies: [],
    isLoading: false,
    reason: null,
  }));
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;
  const acts = createProductActs({ http, newKey });

  async function load(after: string | null): Promise<void> {
    asked += 1;
    const mine = asked;
    const { search } = store.getState();
    store.setState({ isLoading: true, reason: null });
    const query = {
      limit: PAGE,
      ...lineup,
      ...(search === '' ? {} : { search }),
      ...(after === null ? {} : { after }),
    };
    const answer = await http.call('products', { query });
    // Only the answer to the latest question counts, whichever comes last.
    if (mine !== asked) return;
    if (!answer.ok) {
      store.setState({ isLoading: false, reason: answer.refusal });
      return;
    }
    const { products: page, next, currencies } = answer.value;
    store.setState((was) => ({
      isLoading: false,
      products: after === null ? page : joined(was.products ?? [], page),
      next,
      currencies: currencies ?? was.currencies,
    }));
  }

  return {
    store,
    open() {
      void load(null);
    },
    close() {
      clearTimeout(timer);
      asked += 1;
    },
    search(text) {
      store.setState({ search: text.slice(0, 80) });
      clearTimeout(timer);
      timer = setTimeout(() => void load(null), TYPING_PAUSE_MS);
    },
    async more() {
      const { next, isLoading } = store.getState();
      if (next !== null && !isLoading) await load(next);
    },
    async create(good, picture) {
      const answer = await acts.create(good, picture);
      if (!answer.ok) return answer;
      store.setState(({ products }) => ({ products: joined([answer.value], products ?? []) }));
      return answer;
    },
  };
}

/** One list after the other. A good that both have stands once: what was made here comes again with its page. */
function joined(first: readonly ListedProduct[], then: readonly ListedProduct[]): ListedProduct[] {
  const known = new Set(first.map(({ productId }) => productId));
  return [...first, ...then.filter(({ productId }) => !known.has(productId))];
}
