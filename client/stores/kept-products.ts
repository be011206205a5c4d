import { createStore, type StoreApi } from 'zustand/vanilla';
import { MAX_KEPT } from '../../shared/values/search-bounds.ts';
import { isSlug } from '../../shared/values/slug.ts';
import type { DeviceStorage } from '../connection/device-storage.ts';

/** Where this device keeps what its owner likes. */
const KEPT_PRODUCTS = 'fairday.kept';
/** As much of a text as a name may have, twice over. */
const MAX_TEXT = 500;

/** A product that somebody keeps on this device, with where they saw it. */
export interface KeptProduct {
  slug: string;
  itemNumber: number;
  /** As everybody reads them: by the two it is known again in another stream. */
  name: string;
  producer: string;
  nameEn?: string;
  producerEn?: string;
  picture: string;
}

type Named = Pick<KeptProduct, 'name' | 'producer'>;

/**
 * What is kept on this device, the newest first; the newest {@link MAX_KEPT} of them. No server is told. What another page
 * of the device keeps or lets go shows here at once.
 */
export interface KeptProducts {
  store: StoreApi<{ kept: readonly KeptProduct[] }>;
  has(product: Named): boolean;
  /** Keeps it, or keeps it no longer. */
  toggle(product: KeptProduct): void;
  /** It is sold elsewhere now: so it is found once its stream is listed no more. */
  moved(product: KeptProduct, to: Pick<KeptProduct, 'slug' | 'itemNumber'>): void;
}

const stores = new WeakMap<DeviceStorage, KeptProducts>();

/** One for all parts of a page; it lasts as long as the page. */
export function keptProducts(keep: DeviceStorage): KeptProducts {
  const known = stores.get(keep) ?? createKeptProducts(keep);
  stores.set(keep, known);
  return known;
}

function createKeptProducts(keep: DeviceStorage): KeptProducts {
  const store = createStore<{ kept: readonly KeptProduct[] }>(() => ({ kept: read(keep) }));
  const isSame = (a: Named, b: Named) => a.name === b.name && a.producer === b.producer;
  /** Another page of this device may have changed it meanwhile. */
  const change = (next: (kept: readonly KeptProduct[]) => readonly KeptProduct[]) => {
    const kept = next(read(keep)).slice(0, MAX_KEPT);
    keep.write(KEPT_PRODUCTS, JSON.stringify(kept));
    store.setState({ kept });
  };
  addEventListener('storage', ({ key }) => {
    if (key === KEPT_PRODUCTS || key === null) store.setState({ kept: read(keep) });
  });
  return {
    store,
    has: (product) => store.getState().kept.some((each) => isSame(each, product)),
    toggle(product) {
      const isKept = store.getState().kept.some((each) => isSame(each, product));
      change((kept) => {
        const others = kept.filter((each) => !isSame(each, product));
        return isKept ? others : [product, ...others];
      });
    },
    moved(product, { slug, itemNumber }) {
      if (product.slug === slug && product.itemNumber === itemNumber) return;
      change((kept) => kept.map((each) => (isSame(each, product) ? { ...each, slug, itemNumber } : each)));
    },
  };
}

function read(keep: DeviceStorage): KeptProduct[] {
  try {
    const kept: unknown = JSON.parse(keep.read(KEPT_PRODUCTS) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isKept).slice(0, MAX_KEPT) : [];
  } catch {
    return [];
  }
}

function isKept(value: unknown): value is KeptProduct {
  if (typeof value !== 'object' || value === null) return false;
  const { slug, itemNumber, name, producer, nameEn = '', producerEn = '', picture } = value as KeptProduct;
  const texts = [name, producer, nameEn, producerEn, picture];
  const isNumbered = Number.isInteger(itemNumber) && itemNumber >= 1 && itemNumber <= 9_999;
  return (
    isSlug(slug) && isNumbered && texts.every((text) => typeof text === 'string' && text.length <= MAX_TEXT)
  );
}
