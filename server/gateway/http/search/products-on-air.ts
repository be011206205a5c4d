import type { CategoryCount, FoundProduct, StreamCategories } from '../../../../shared/contract/search.ts';
import { secondNames } from '../../../../shared/values/names.ts';
import { asksForReplays, folded, hasWord } from '../../../../shared/values/sought-words.ts';
import { SECOND } from '../../../../shared/values/time.ts';
import type { ProductOfShop } from '../../../application/catalogue/found-by.ts';
import type { ShownProduct } from '../../../ports/readers.ts';
import type { StreamRow } from '../../../ports/rows.ts';
import type { GatewayDeps } from '../../deps.ts';
import { listedRows } from '../streams/listed-rows.ts';
import { GramIndex, wordsOf } from './gram-index.ts';

/** Read so seldom, however many ask: what was added to a lineup is found so late. */
const KEPT_MS = 15 * SECOND;
/** Streams that are looked through, those on first, then what begins next, then what ended last. */
const MAX_STREAMS = 60;
/** Places of products in streams, at most; in a lineup there are five hundred. */
const MAX_PLACES = 6_000;
const MAX_PRODUCTS_OF_STREAM = 500;
const MAX_CATEGORIES = 40;

/** Where a product is sold, will be or was; `price` is asked of the stream when it is shown. */
export type Place = Pick<FoundProduct, 'slug' | 'itemNumber' | 'when' | 'startsAtMs'> & { stream: StreamRow };

export interface SoughtProduct {
  name: string;
  nameEn?: string;
  producer: string;
  producerEn?: string;
  picture: string;
  category: string;
  producerId: string;
  /** What it costs in streams to come. */
  catalogueMinor: number;
  catalogueCurrency: string;
  /** Where it can be bought first. */
  place: Place;
  /** All of its places, that one first. */
  places: Place[];
}

/** Products over all public streams as they were a moment ago, each once, to be searched. */
export interface ProductsOnAir {
  /** Those that have every word, and are of the category; names that have the words first, then what is on. */
  find(question: string | undefined, category: string | undefined): SoughtProduct[];
  /**
   * The streams of which title, host and one product have every word, by their slugs; those on first. Of what is over
   * those whose title or host has one of them, and of who asks for replays all.
   */
  streams(question: string): string[];
  /** Those with the most products first. */
  categories: readonly CategoryCount[];
  /** A product by a stream and its number there. */
  at(slug: string, itemNumber: number): SoughtProduct | undefined;
  /** The products of one producer, what is on first. */
  ofProducer(producerId: string): readonly SoughtProduct[];
  /** The categories of one stream; null: it is none of these. */
  ofStream(slug: string): StreamCategories | null;
}

type Deps = Pick<GatewayDeps, 'readers' | 'clock'> & {
  application: Pick<GatewayDeps['application'], 'productsOfShop'>;
};

/** Reads them once in a while, however many ask. */
export function productsOnAir(deps: Deps): () => Promise<ProductsOnAir> {
  let kept: { asked: Promise<ProductsOnAir>; atMs: number } | null = null;
  return () => {
    const nowMs = deps.clock.nowMs();
    if (kept && nowMs - kept.atMs < KEPT_MS) return kept.asked;
    const mine = { asked: read(deps), atMs: nowMs };
    kept = mine;
    mine.asked.catch(() => {
      if (kept === mine) kept = null;
    });
    return mine.asked;
  };
}

async function read({ readers, clock, application }: Deps): Promise<ProductsOnAir> {
  const rows = (await listedRows({ readers, clock })).sort(soonestFirst).slice(0, MAX_STREAMS);
  const shown: { place: Place; product: ShownProduct }[] = [];
  for (const stream of rows) {
    if (shown.length >= MAX_PLACES) break;
    const { slug } = stream;
    const at = { slug, when: whenOf(stream), startsAtMs: stream.liveStartMs ?? stream.scheduledAtMs, stream };
    for (const product of await readers.shown(stream.streamId, MAX_PRODUCTS_OF_STREAM)) {
      shown.push({ place: { ...at, itemNumber: product.itemNumber }, product });
    }
  }
  const ids = new Set(shown.map(({ product }) => product.productId));
  const known = await application.productsOfShop([...ids]);
  return indexed(rows, shown, known);
}

async function indexed(
  rows: readonly StreamRow[],
  shown: readonly { place: Place; product: ShownProduct }[],
  known: ReadonlyMap<string, ProductOfShop>,
): Promise<ProductsOnAir> {
  const { products, byPlace, texts } = placed(shown, known);
  const index = await GramIndex.of(texts);
  const secondOf = new Map(
    [...known.values()].flatMap(({ category, categoryEn }) => (categoryEn ? [[category, categoryEn]] : [])),
  );
  const counted = (list: readonly SoughtProduct[]) => countsOf(list, secondOf);
  // Both are worked out when first asked for, and kept as long as this index.
  const names = new Map<SoughtProduct, string>();
  const streams = new Map<string, StreamCategories | null>();
  const nameOf = (product: SoughtProduct) => {
    const { name, nameEn = '' } = product;
    const known = names.get(product) ?? folded(`${name}\n${nameEn}`);
    names.set(product, known);
    return known;
  };
  const streamOf = (slug: string): StreamCategories => {
    const here = shown.filter(({ place }) => place.slug === slug);
    const of = ({ itemNumber }: Place) => byPlace.get(`${slug}.${itemNumber}`);
    const categories = counted(here.flatMap(({ place }) => of(place) ?? []));
    const items = here.flatMap(({ place }): [number, number][] => {
      const at = categories.findIndex(({ category }) => category === of(place)?.category);
      return at < 0 ? [] : [[place.itemNumber, at]];
    });
    return { categories, items };
  };
  const byProducer = byProducerOf(products);
  const streamTexts = textsOfStreams(rows, shown);
  for (const slug of new Set(shown.map(({ place }) => place.slug))) streams.set(slug, null);
  return {
    find(question, category) {
      const isAsked = question !== undefined && question.trim() !== '';
      const found = isAsked ? index.find(question).map((at) => products[at]!) : products;
      const ofIt = category === undefined ? found : found.filter((each) => each.category === category);
      if (!isAsked) return category === undefined ? [] : ofIt;
      const words = wordsOf(question);
      const named: SoughtProduct[] = [];
      const others: SoughtProduct[] = [];
      for (const product of ofIt) {
        const text = nameOf(product);
        (words.every((word) => text.includes(word)) ? named : others).push(product);
      }
      return [...named, ...others];
    },
    streams(question) {
      const words = wordsOf(question);
      if (words.length === 0) return [];
      const isForReplays = asksForReplays(question);
      return streamTexts.filter((texts) => isSought(texts, words, isForReplays)).map(({ slug }) => slug);
    },
    categories: counted(products),
    at: (slug, itemNumber) => byPlace.get(`${slug}.${itemNumber}`),
    ofProducer: (producerId) => byProducer.get(producerId) ?? [],
    ofStream(slug) {
      // A slug that is none of these is not kept: strangers make them up.
      if (!streams.has(slug)) return null;
      const told = streams.get(slug) ?? streamOf(slug);
      streams.set(slug, told);
      return told;
    },
  };
}

/** What is known of a stream by words. */
interface StreamTexts {
  slug: string;
  isOver: boolean;
  /** Its titles and its host's names. */
  names: string;
  /** The names of each of its products. */
  products: string[];
}

/** Whether its names and one of its products have all words: a word here and one there is another thing. */
function isSought(
  { isOver, names, products }: StreamTexts,
  words: readonly string[],
  isForReplays: boolean,
): boolean {
  const left = words.filter((word) => !hasWord(names, word));
  if (left.length === 0) return true;
  // The products that were found lead to where they are sold; what merely had them once leads nowhere.
  if (isOver && !isForReplays && left.length === words.length) return false;
  return products.some((product) => left.every((word) => hasWord(product, word)));
}

function textsOfStreams(
  rows: readonly StreamRow[],
  shown: readonly { place: Place; product: ShownProduct }[],
): StreamTexts[] {
  const bySlug = new Map(
    rows.map((row) => {
      const { slug, title, titleEn, hostName, hostNameEn } = row;
      const names = folded([title, titleEn, hostName, hostNameEn].join('\n'));
      return [slug, { slug, isOver: whenOf(row) === 'past', names, products: [] as string[] }];
    }),
  );
  for (const { place, product } of shown) {
    bySlug.get(place.slug)?.products.push(folded(`${product.name}\n${product.nameEn ?? ''}`));
  }
  return [...bySlug.values()];
}

/** Each product with its places, and the texts that a search compares; of places by what stands there. */
function placed(
  shown: readonly { place: Place; product: ShownProduct }[],
  known: ReadonlyMap<string, ProductOfShop>,
): { products: SoughtProduct[]; byPlace: ReadonlyMap<string, SoughtProduct>; texts: string[] } {
  // What is on stands first, so the first place of a product is where it is bought first.
  const byId = new Map<string, SoughtProduct>();
  const byPlace = new Map<string, SoughtProduct>();
  const texts: string[] = [];
  for (const { place, product } of shown) {
    const { productId, name, nameEn } = product;
    const good = known.get(productId);
    if (!good) continue;
    const before = byId.get(productId);
    if (good.isArchived && place.when === 'coming') {
      // Its stream has it as before, and a search for what comes does not (L8).
      byPlace.set(`${place.slug}.${place.itemNumber}`, before ?? soughtProduct(product, good, place));
      continue;
    }
    before?.places.push(place);
    if (!before) {
      const { producer, producerEn, origin, originEn, category, categoryEn } = good;
      byId.set(productId, soughtProduct(product, good, place));
      texts.push([name, nameEn, producer, producerEn, origin, originEn, category, categoryEn].join('\n'));
    }
    byPlace.set(`${place.slug}.${place.itemNumber}`, byId.get(productId)!);
  }
  return { products: [...byId.values()], byPlace, texts };
}

function soughtProduct(
  { name, nameEn, picture }: ShownProduct,
  { producer, producerEn, producerId, category, priceMinor, currency }: ProductOfShop,
  place: Place,
): SoughtProduct {
  return {
    ...{ name, ...secondNames({ nameEn, producerEn }), producer, producerId, category },
    ...{ picture: picture ?? '', place, places: [place] },
    ...{ catalogueMinor: priceMinor, catalogueCurrency: currency },
  };
}

function byProducerOf(products: readonly SoughtProduct[]): ReadonlyMap<string, SoughtProduct[]> {
  const byProducer = new Map<string, SoughtProduct[]>();
  for (const product of products) {
    const theirs = byProducer.get(product.producerId);
    if (theirs) theirs.push(product);
    else byProducer.set(product.producerId, [product]);
  }
  return byProducer;
}

function countsOf(
  products: readonly SoughtProduct[],
  secondOf: ReadonlyMap<string, string>,
): CategoryCount[] {
  const counts = new Map<string, number>();
  for (const { category } of products) {
    if (category !== '') counts.set(category, (counts.get(category) ?? 0) + 1);
  }
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, MAX_CATEGORIES)
    .map(([category, count]) => {
      const categoryEn = secondOf.get(category);
      return { category, ...(categoryEn && { categoryEn }), products: count };
    });
}

function whenOf({ status }: StreamRow): FoundProduct['when'] {
  if (status === 'LIVE' || status === 'INTERRUPTED') return 'on';
  return status === 'SCHEDULED' ? 'coming' : 'past';
}

/** What is on, then what begins next, then what ended last. */
function soonestFirst(a: StreamRow, b: StreamRow): number {
  const rank = { on: 0, coming: 1, past: 2 };
  const [first, second] = [whenOf(a), whenOf(b)];
  if (first !== second) return rank[first] - rank[second];
  return first === 'past' ? (b.endedAtMs ?? 0) - (a.endedAtMs ?? 0) : a.scheduledAtMs - b.scheduledAtMs;
}
