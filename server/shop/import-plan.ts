import type { ImportFault, ImportPreview } from '../../shared/contract/catalogue-import.ts';
import { canonicalJson } from '../../shared/values/canonical-json.ts';
import type { By } from '../market/kernel/by.ts';
import { accept, type DecideAt, refused } from '../market/kernel/decision.ts';
import { createProducts, type NewProduct, type ShopDecision } from './decide.ts';
import type { ProductChanges, ShopFact, ShopProduct, ShopState } from './state.ts';

/** A good of a file with its row. */
export interface GoodOfFile {
  row: number;
  good: NewProduct;
}

/** What a file would do to the catalogue: who has a SKU that is there is that product, changed. */
export interface ImportPlan {
  created: GoodOfFile[];
  changed: { row: number; product: ShopProduct; changes: ProductChanges; unitsDelta: number }[];
  unchanged: number;
  faults: ImportFault[];
  /** What would be done, and how each is before: the same text is the same plan. */
  text: string;
}

/** What a file may say anew of a product; an empty cell says nothing of it. */
const fields = [
  ...(['name', 'nameEn', 'producerEn', 'origin', 'originEn', 'category', 'categoryEn', 'grams'] as const),
  ...(['priceMinor', 'floorMinor', 'picture', 'shipBaseMinor', 'shipIncrementMinor'] as const),
  ...(['description', 'descriptionEn', 'morePictures', 'returns', 'tags'] as const),
] satisfies (keyof NewProduct & keyof ProductChanges)[];

/** Compares a file with the catalogue. A product keeps its producer and its currency: another one is a fault. */
export function planImport(
  { skus, products }: Readonly<ShopState>,
  goods: readonly GoodOfFile[],
): ImportPlan {
  const plan: Omit<ImportPlan, 'text'> = { created: [], changed: [], unchanged: 0, faults: [] };
  for (const { row, good } of goods) {
    const product = good.sku === null ? undefined : products.get(skus.get(good.sku) ?? '');
    if (!product) plan.created.push({ row, good });
    else if (product.currency !== good.currency)
      plan.faults.push({ row, code: 'CURRENCY_DIFFERS', given: product.currency });
    else if (product.producer !== good.producer)
      plan.faults.push({ row, code: 'PRODUCER_DIFFERS', given: product.producer });
    else {
      const changes = changesOf(product, good);
      const unitsDelta = good.warehouseUnits - product.warehouseUnits;
      if (unitsDelta === 0 && Object.keys(changes).length === 0) plan.unchanged += 1;
      else plan.changed.push({ row, product: { ...product }, changes, unitsDelta });
    }
  }
  const changed = plan.changed.map(({ product, changes }) => [product, changes]);
  return { ...plan, text: canonicalJson([plan.created, changed, plan.faults] as never) };
}

function changesOf(product: ShopProduct, good: NewProduct): ProductChanges {
  const known: Readonly<Record<string, unknown>> = { ...product };
  const said: Readonly<Record<string, unknown>> = { ...good };
  const different = fields.filter((field) => {
    const value = said[field];
    const saysNothing = value === undefined || value === '' || value === 0;
    return !saysNothing && canonicalJson(known[field] as never) !== canonicalJson(value as never);
  });
  return Object.fromEntries(different.map((field) => [field, said[field]]));
}

/** What was planned, as a screen shows it: every change old → new. */
export function shownChanges({
  product,
  changes,
  unitsDelta,
}: ImportPlan['changed'][number]): ImportPreview['rows'][number]['changes'] {
  const known: Readonly<Record<string, unknown>> = { ...product };
  const shown = Object.entries(changes).map(([field, now]) => ({
    ...{ field, was: textOf(known[field]), now: textOf(now) },
  }));
  const { warehouseUnits: was } = product;
  return unitsDelta === 0 ? shown : [...shown, { field: 'units', was, now: was + unitsDelta }];
}

const MAX_SHOWN = 120;

function textOf(value: unknown): string | number {
  if (typeof value === 'number') return value;
  if (value === undefined) return '';
  const text =
    typeof value === 'string'
      ? value
      : Array.isArray(value)
        ? value.join(', ')
        : Object.values(value as object).join(' ');
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}

/**
 * Takes a file as it was shown, all of it or nothing. The catalogue is another one by now → STALE_VERSION with where its log
 * stands.
 * @param request.isShown whether a plan is the one that was shown
 */
export function takePlanned(
  state: ShopState,
  request: { goods: readonly GoodOfFile[]; isShown(text: string): boolean },
  by: DecideAt & { by: By },
): ShopDecision<{ created: number; changed: number }> {
  const plan = planImport(state, request.goods);
  if (plan.faults.length > 0 || !request.isShown(plan.text)) {
    return refused({ code: 'STALE_VERSION', version: state.seq });
  }
  const made = createProducts(state, { products: plan.created.map(({ good }) => good) }, by);
  if (made.kind !== 'accepted') return made;
  const facts: ShopFact[] = [...made.facts];
  for (const { product, changes, unitsDelta } of plan.changed) {
    const { productId } = product;
    if (Object.keys(changes).length > 0)
      facts.push({ type: 'product_changed', productId, changes, by: by.by });
    if (unitsDelta !== 0) facts.push({ type: 'warehouse_adjusted', productId, delta: unitsDelta, by: by.by });
  }
  return accept(facts, () => ({ created: plan.created.length, changed: plan.changed.length }));
}
