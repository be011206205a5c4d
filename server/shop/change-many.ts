import type {
  ChangedProducts,
  PreviewProductsRequest,
  SharedChanges,
} from '../../shared/contract/catalogue.ts';
import { MAX_CHANGED_AT_ONCE } from '../../shared/contract/office-lists.ts';
import { basisPoints, MAX_MINOR, roundedPrice } from '../../shared/values/money.ts';
import type { By } from '../market/kernel/by.ts';
import { accept, refused } from '../market/kernel/decision.ts';
import { differentOf, type ShopDecision } from './decide.ts';
import type { ProductChanges, ShopProduct, ShopState } from './state.ts';

type Refused = ChangedProducts['refused'][number];

/** What is done to one product: what it is called and costs, and the units that move. */
interface Done {
  productId: string;
  changes: ProductChanges;
  unitsDelta: number;
}

/** What the same changes do to many products: those that refuse them are named, and hinder no other. */
export function changesOfMany(
  { products }: Readonly<ShopState>,
  request: PreviewProductsRequest,
): { outcome: ChangedProducts; done: Done[] } {
  const outcome: ChangedProducts = { changed: [], refused: [] };
  const done: Done[] = [];
  for (const productId of new Set(request.productIds)) {
    const product = products.get(productId);
    const wanted = product ? wantedOf(product, request) : ({ productId, code: 'NOT_FOUND' } as const);
    if ('code' in wanted || !product) {
      outcome.refused.push(wanted as Refused);
      continue;
    }
    const { unitsDelta } = wanted;
    const different = differentOf(product, wanted.changes);
    if (different.count === 0 && unitsDelta === 0) continue;
    done.push({ productId, changes: different.changes, unitsDelta });
    const { warehouseUnits } = product;
    const { priceMinor } = different.changes;
    const now = {
      ...(priceMinor !== undefined && { priceMinor }),
      ...(unitsDelta !== 0 && { warehouseUnits: warehouseUnits + unitsDelta }),
    };
    outcome.changed.push({
      productId,
      was: { ...(different.was as SharedChanges), ...(unitsDelta !== 0 && { warehouseUnits }) },
      ...(Object.keys(now).length > 0 && { now }),
    });
  }
  return { outcome, done };
}

/** What one of them shall have, or why it refuses: its currency, its floor, its price or its units. */
function wantedOf(
  product: ShopProduct,
  { changes: asked, currency }: PreviewProductsRequest,
): { changes: ProductChanges; unitsDelta: number } | Refused {
  const { priceBps, unitsDelta: moved = 0, warehouseUnits, ...same } = asked;
  const { productId } = product;
  const hasMoney = [same.floorMinor, same.priceMinor, priceBps].some((each) => each !== undefined);
  if (hasMoney && product.currency !== currency) return { productId, code: 'CURRENCY_DIFFERS' };
  const priceMinor =
    same.priceMinor ??
    (priceBps === undefined
      ? undefined
      : roundedPrice(basisPoints(product.priceMinor, 10_000 + priceBps), currency));
  if (priceMinor !== undefined) {
    if (priceMinor < 1 || priceMinor > MAX_MINOR) return { productId, code: 'PRICE_INVALID' };
    const floorMinor = same.floorMinor ?? product.floorMinor;
    if (priceMinor < floorMinor) return { productId, code: 'BELOW_FLOOR', floorMinor };
  }
  const unitsDelta = warehouseUnits === undefined ? moved : warehouseUnits - product.warehouseUnits;
  if (product.warehouseUnits + unitsDelta < 0) {
    return { productId, code: 'STOCK_INVALID', available: product.warehouseUnits };
  }
  const changes = { ...same, ...(priceMinor !== undefined && { priceMinor }) } as ProductChanges;
  return { changes, unitsDelta };
}

/** Makes the same of many products; only what is really different becomes a fact. */
export function changeProducts(
  state: ShopState,
  request: PreviewProductsRequest,
  by: { by: By },
): ShopDecision<ChangedProducts> {
  if (request.productIds.length > MAX_CHANGED_AT_ONCE) {
    return refused({ code: 'TOO_MANY_LINES', max: MAX_CHANGED_AT_ONCE });
  }
  const { outcome, done } = changesOfMany(state, request);
  return accept(
    done.flatMap(({ productId, changes, unitsDelta }) => [
      ...(Object.keys(changes).length > 0
        ? [{ type: 'product_changed', productId, changes, by: by.by } as const]
        : []),
      ...(unitsDelta !== 0
        ? [{ type: 'warehouse_adjusted', productId, delta: unitsDelta, by: by.by } as const]
        : []),
    ]),
    () => outcome,
  );
}
