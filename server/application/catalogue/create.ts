import type { Ack } from '../../../shared/contract/answer.ts';
import type { CreateProductRequest, Product } from '../../../shared/contract/catalogue.ts';
import { secondCategory, secondNames, secondOrigin } from '../../../shared/values/names.ts';
import { productDetails } from '../../../shared/values/product-details.ts';
import { productTags } from '../../../shared/values/tags.ts';
import type { SubmittedKey } from '../../event-log/log-engine.ts';
import type { By } from '../../market/kernel/by.ts';
import type { Outcome } from '../../market/kernel/decision.ts';
import { createProducts, type NewProduct } from '../../shop/decide.ts';
import { refusalAck } from '../ack.ts';
import type { StaffActor } from '../application.ts';
import type { ApplicationDeps } from '../deps.ts';
import { keyOf } from '../key-of.ts';

/** Takes one good into the catalogue. */
export async function makeProduct(
  deps: ApplicationDeps,
  actor: StaffActor,
  request: CreateProductRequest,
): Promise<Ack<{ product: Product }>> {
  const { name, producer, priceMinor, currency, warehouseUnits } = request;
  const product: NewProduct = {
    sku: request.sku ?? null,
    name,
    producer,
    ...secondNames(request),
    origin: request.origin ?? '',
    ...secondOrigin(request),
    category: request.category ?? '',
    ...secondCategory(request),
    grams: request.grams ?? 0,
    priceMinor,
    floorMinor: request.floorMinor ?? 0,
    currency,
    picture: request.picture ?? '',
    warehouseUnits,
    isPerishable: request.isPerishable ?? false,
    harvestedOn: request.harvestedOn ?? '',
    batch: request.batch ?? '',
    shipBaseMinor: request.shipBaseMinor ?? 0,
    shipIncrementMinor: request.shipIncrementMinor ?? 0,
    ...productDetails(request),
    ...productTags(request),
  };
  const by = { staffId: actor.staffId, device: actor.device };
  const outcome = await importProducts(deps, by, [product], keyOf('catalogue:create', request));
  if (outcome.kind === 'refused') return refusalAck(outcome.refusal);
  const productId = outcome.reply.productIds[0] ?? '';
  const made = await deps.engines.shop.read((state) => state.products.get(productId));
  if (!made) throw new Error(`Product ${productId} was made and is not there.`);
  return { ok: true, product: { ...made } };
}

/** Takes many goods into the catalogue, all or none. */
export function importProducts(
  deps: Pick<ApplicationDeps, 'engines' | 'clock'>,
  by: By,
  products: readonly NewProduct[],
  key: SubmittedKey | null,
): Promise<Outcome<{ productIds: string[] }>> {
  return deps.engines.shop.submit({
    readAtMs: deps.clock.steadyMs(),
    ids: [by.staffId],
    key,
    decide: (state, at) => createProducts(state, { products }, { ...at, by }),
  });
}
