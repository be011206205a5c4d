import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Reason } from '../../shared/contract/answer.ts';
import type {
  CreateProductRequest,
  ListedProduct,
  Product,
  ProductPage,
} from '../../shared/contract/catalogue.ts';
import { ok, type Result, refuse } from '../../shared/values/result.ts';
import type { Http } from '../connection/http.ts';
import { type ChangedGood, createGoodChanges } from './good-changes.ts';
import { createIdempotentSender, type Unkeyed } from './idempotent-sender.ts';
import { createPictures, type WithPictures } from './pictures.ts';

export interface CatalogueState {
  search: string;
  /** null until the first answer. */
  products: readonly ListedProduct[] | null;
  next: string | null;
  /** How many the search finds in each currency, the most first; empty where all are listed. */
  currencies: NonNullable<ProductPage['currencies']>;
  /** What a new one most likely has its price in; null until the first answer, and where one currency is listed. */
  usualCurrency: string | null;
  isLoading: boolean;
  reason: Reason | null;
}

export type NewGood = WithPictures<Unkeyed<CreateProductRequest>>;

/** The goods that a lineup can be filled from. */
export interface CatalogueStore {
  store: StoreApi<CatalogueState>;
  open(): void;
  close(): void;
  search(text: string): void;
  more(): Promise<void>;
  /** All that is known of a good, its description too. */
  good(productId: string): Promise<Result<Product, Reason>>;
  /** Makes a good on the spot: its picture goes up first, then the good with a key that a second tap reuses. */
  create(good: NewGood, picture: Blob | null): Promise<Result<Product, Reason>>;
  change(good: Product, changed: ChangedGood, picture: Blob | null): Promise<Result<Product, Reason>>;
}

const PAGE = 30;
/** A pause in typing after which the goods are asked for. */
const TYPING_PAUSE_MS = 200;

/** @param lineup the stream whose lineup is filled, and what it sells in: other products are none for it; absent: none */
export function createCatalogueStore(
  { http, newKey }: { http: Http; newKey(): string },
  lineup?: { stream: string; currency: string },
): CatalogueStore {
  const store = createStore<CatalogueState>(() => ({
    search: '',
    products: null,
    next: null,
    currencies: [],
    usualCurrency: null,
    isLoading: false,
    reason: null,
  }));
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;
  const send = createIdempotentSender(newKey);
  const upload = createPictures(http);
  const change = createGoodChanges({ http, newKey });

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
    const { products: page, next, currencies, usualCurrency } = answer.value;
    store.setState((was) => ({
      isLoading: false,
      products: after === null ? page : joined(was.products ?? [], page),
      next,
      currencies: currencies ?? was.currencies,
      usualCurrency: usualCurrency ?? was.usualCurrency,
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
    async change(good, changed, picture) {
      const answer = await change(good, changed, picture);
      if (!answer.ok) return answer;
      const { value } = answer;
      store.setState(({ products }) => ({
        products: products?.map((each) => (each.productId === value.productId ? value : each)) ?? products,
      }));
      return answer;
    },
    good: (productId) => http.call('product', { params: { productId } }),
    async create({ morePictures, ...good }, picture) {
      const sent = await upload(picture, morePictures);
      if (!sent.ok) return refuse(sent.refusal);
      const answer = await send({ ...good, ...sent.value }, (body) => http.call('createProduct', { body }));
      if (!answer.ok) return answer;
      store.setState(({ products }) => ({ products: joined([answer.value], products ?? []) }));
      return ok(answer.value);
    },
  };
}

/** One list after the other. A good that both have stands once: what was made here comes again with its page. */
function joined(first: readonly ListedProduct[], then: readonly ListedProduct[]): ListedProduct[] {
  const known = new Set(first.map(({ productId }) => productId));
  return [...first, ...then.filter(({ productId }) => !known.has(productId))];
}

/** Whether all of a good is known here, so that it can be changed. */
export function isWhole(good: ListedProduct): good is Product {
  return good.floorMinor !== null && good.warehouseUnits !== null;
}
