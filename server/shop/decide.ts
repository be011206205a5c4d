import { canonicalJson } from '../../shared/values/canonical-json.ts';
import type { Reserve } from '../../shared/values/reserve.ts';
import type { By } from '../market/kernel/by.ts';
import type { DecideAt, Decision } from '../market/kernel/decision.ts';
import { accept, refused } from '../market/kernel/decision.ts';
import { reserveAt, shareAt } from './producer-share.ts';
import type { CreatedProduct, ProductChanges, ShopFact, ShopProduct, ShopState } from './state.ts';
import { nextStreamNumber } from './stream-numbers.ts';

export type ShopDecision<Reply> = Decision<Reply, ShopFact, ShopState>;

/** A good as somebody describes it; ids are made here, the producer's by name. */
export type NewProduct = Omit<CreatedProduct, 'productId' | 'producerId' | 'sku'> & { sku: string | null };

/** The most goods that one request may bring. */
export const MAX_IMPORT = 10_000;

/**
 * Takes goods into the catalogue, all or none. A sku that is taken, in the shop or twice in the request → SKU_TAKEN.
 */
export function createProducts(
  state: ShopState,
  request: { products: readonly NewProduct[] },
  by: DecideAt & { by: By },
): ShopDecision<{ productIds: string[] }> {
  if (request.products.length > MAX_IMPORT) return refused({ code: 'TOO_MANY_LINES', max: MAX_IMPORT });
  const facts: ShopFact[] = [];
  const skus = new Set<string>();
  const producers = new Map(state.producers);
  for (const given of request.products) {
    const productId = by.ids.next();
    const sku = given.sku ?? productId;
    if (state.skus.has(sku) || skus.has(sku)) return refused({ code: 'SKU_TAKEN', sku });
    skus.add(sku);
    const producerId = producers.get(given.producer) ?? by.ids.next();
    producers.set(given.producer, producerId);
    facts.push({ type: 'product_created', product: { ...given, productId, producerId, sku }, by: by.by });
  }
  const productIds = facts.flatMap((fact) =>
    fact.type === 'product_created' ? [fact.product.productId] : [],
  );
  return accept(facts, () => ({ productIds }));
}

/**
 * Changes a good: what it costs and is called in streams to come, and how many units the warehouse has. Only what is
 * really different becomes a fact. Somebody else's good is NOT_FOUND; fewer units than none → STOCK_INVALID with what
 * there is to take away; the sku of another → SKU_TAKEN.
 * @param request.of whose goods these may be; null: anybody's
 */
export function changeProduct(
  state: ShopState,
  request: { productId: string; of: string | null; changes: ProductChanges; unitsDelta: number },
  by: { by: By },
): ShopDecision<{ product: ShopProduct }> {
  const { productId, of, unitsDelta } = request;
  const product = state.products.get(productId);
  if (!product || (of !== null && product.producerId !== of)) return refused({ code: 'NOT_FOUND' });
  if (product.warehouseUnits + unitsDelta < 0) {
    return refused({ code: 'STOCK_INVALID', available: product.warehouseUnits });
  }
  const { sku } = request.changes;
  if (sku !== undefined && (state.skus.get(sku) ?? productId) !== productId) {
    return refused({ code: 'SKU_TAKEN', sku });
  }
  const { changes, count } = differentOf(product, request.changes);
  const facts: ShopFact[] = [];
  if (count > 0) facts.push({ type: 'product_changed', productId, changes, by: by.by });
  if (unitsDelta !== 0) {
    facts.push({ type: 'warehouse_adjusted', productId, delta: unitsDelta, by: by.by });
  }
  return accept(facts, (after) => ({ product: { ...(after.products.get(productId) ?? product) } }));
}

/** The changes that would make a product another one, and what it has of these now. */
export function differentOf(
  product: ShopProduct,
  changes: ProductChanges,
): { changes: ProductChanges; was: ProductChanges; count: number } {
  const known: Readonly<Record<string, unknown>> = { ...product };
  const different = Object.entries(changes).filter(
    ([name, value]) => canonicalJson(known[name] ?? absent[name]) !== canonicalJson(value),
  );
  return {
    changes: Object.fromEntries(different),
    was: Object.fromEntries(different.map(([name]) => [name, known[name] ?? absent[name]])),
    count: different.length,
  };
}

/** What whoever changes a good names to say that there shall be none. */
const absent: Readonly<Record<string, unknown>> = {
  ...{ nameEn: '', producerEn: '', originEn: '', categoryEn: '', description: '', descriptionEn: '' },
  morePictures: [],
  returns: null,
  tags: [],
  isArchived: false,
};

/** Takes a producer into the shop; one that is there already stays who it is. */
export function addProducer(
  state: ShopState,
  request: { producer: string },
  by: DecideAt & { by: By },
): ShopDecision<{ producerId: string }> {
  const { producer } = request;
  const known = state.producers.get(producer);
  if (known !== undefined) return accept([], () => ({ producerId: known }));
  const producerId = by.ids.next();
  return accept([{ type: 'producer_added', producerId, producer, by: by.by }], () => ({ producerId }));
}

/** Gives a stream its name in addresses and its number (O7); one name, one stream, and one number. */
export function nameStream(
  state: ShopState,
  request: { streamId: string; slug: string },
  by: DecideAt & { by: By },
): ShopDecision<{ slug: string }> {
  const { streamId, slug } = request;
  const reply = () => ({ slug });
  const taken = state.slugs.get(slug);
  if (taken !== undefined && taken !== streamId) return refused({ code: 'BAD_REQUEST', field: 'slug' });
  const isNamed = taken !== undefined;
  const named = { type: 'stream_named', streamId, slug, by: by.by } as const;
  // It was asked for before, perhaps under another title.
  if (state.streamNumbers.has(streamId)) return accept(isNamed ? [] : [named], reply);
  const { number: shopNumber, ...passed } = nextStreamNumber(state, by);
  const numbered = { streamId, shopNumber, ...passed };
  return accept([isNamed ? { type: 'stream_numbered', ...numbered } : { ...named, ...numbered }], reply);
}

/**
 * Moves units out of the warehouse for a stream (S5). Done already under this transfer id → nothing happens; done with
 * other contents → KEY_REUSED. The reply has the producer's share and reserve that are in force (M6, M7); null: nobody set any.
 */
export function allot(
  state: ShopState,
  request: { transferId: string; productId: string; streamId: string; units: number },
  by: DecideAt & { by: By },
): ShopDecision<{ product: ShopProduct; shareBps: number | null; reserve: Reserve | null }> {
  const product = state.products.get(request.productId);
  if (!product) return refused({ code: 'NOT_FOUND' });
  const reply = (after: Readonly<ShopState>) => ({
    // As it is now: who is decided next in the same batch may change it.
    product: { ...(after.products.get(request.productId) ?? product) },
    shareBps: shareAt(after, product.producerId, by.atMs),
    reserve: reserveAt(after, product.producerId, by.atMs),
  });
  const done = state.transfers.get(request.transferId);
  if (done && (done.productId !== request.productId || done.units !== request.units)) {
    return refused({ code: 'KEY_REUSED' });
  }
  if (request.units === 0 || done) return accept([], reply);
  // Nothing moves for a lineup that will not take it (L8).
  if (product.isArchived) return accept([], reply);
  if (request.units > product.warehouseUnits) {
    return refused({ code: 'STOCK_INVALID', available: product.warehouseUnits });
  }
  return accept([{ type: 'units_allotted', ...request, by: by.by }], reply);
}

/** Takes units back into the warehouse (S4, S5), once per transfer id. */
export function takeBack(
  state: ShopState,
  request: { transferId: string; productId: string; streamId: string; units: number },
): ShopDecision<{ done: true }> {
  const isDone = request.units === 0 || state.returns.has(request.transferId);
  return accept(isDone ? [] : [{ type: 'units_returned', ...request }], () => ({ done: true }));
}

/** Takes back an allotment that its stream refused or never heard of: the transfer is as if it had not been (S5). */
export function undoAllotment(
  state: ShopState,
  request: { transferId: string; streamId: string },
): ShopDecision<{ done: true }> {
  const moved = state.transfers.get(request.transferId);
  return accept(moved ? [{ type: 'units_returned', ...request, ...moved }] : [], () => ({ done: true }));
}
