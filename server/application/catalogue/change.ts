import type { Ack } from '../../../shared/contract/answer.ts';
import type {
  ChangedProducts,
  ChangeProductRequest,
  ChangeProductsRequest,
  ChangesOfEach,
  PreviewProductsRequest,
  Product,
} from '../../../shared/contract/catalogue.ts';
import { changeProducts, changesOfMany } from '../../shop/change-many.ts';
import { changeProduct } from '../../shop/decide.ts';
import type { ProductChanges } from '../../shop/state.ts';
import { refusalAck } from '../ack.ts';
import type { StaffActor } from '../application.ts';
import type { ApplicationDeps } from '../deps.ts';
import { keyOf } from '../key-of.ts';

/**
 * Changes a good for streams to come, and the units that the warehouse has.
 * @param of whose goods the one who asks may change; null: anybody's
 */
export async function changeGood(
  { engines, clock }: Pick<ApplicationDeps, 'engines' | 'clock'>,
  { staffId, device }: StaffActor,
  productId: string,
  of: string | null,
  request: ChangeProductRequest,
): Promise<Ack<{ product: Product }>> {
  const { key: _key, inDoubt: _inDoubt, unitsDelta = 0, ...changes } = request;
  const outcome = await engines.shop.submit({
    readAtMs: clock.steadyMs(),
    ids: [staffId],
    key: keyOf('catalogue:change', request, { productId, ...request }),
    decide: (state, at) =>
      changeProduct(
        state,
        { productId, of, changes: named(changes), unitsDelta },
        { ...at, by: { staffId, device } },
      ),
  });
  if (outcome.kind === 'refused') return refusalAck(outcome.refusal);
  return { ok: true, product: { ...outcome.reply.product } };
}

/** Makes the same of many goods. */
export async function changeGoods(
  { engines, clock }: Pick<ApplicationDeps, 'engines' | 'clock'>,
  { staffId, device }: StaffActor,
  request: ChangeProductsRequest,
): Promise<Ack<ChangedProducts>> {
  const asked = whatIsAsked(request);
  const outcome = await engines.shop.submit({
    readAtMs: clock.steadyMs(),
    ids: [staffId],
    key: keyOf('catalogue:change-many', request, asked),
    decide: (state) => changeProducts(state, asked, { by: { staffId, device } }),
  });
  return outcome.kind === 'refused' ? refusalAck(outcome.refusal) : { ok: true, ...outcome.reply };
}

/** What that would change now; nothing is changed. */
export function previewGoods(
  { engines }: Pick<ApplicationDeps, 'engines'>,
  request: PreviewProductsRequest,
): Promise<ChangedProducts> {
  return engines.shop.read((state) => changesOfMany(state, whatIsAsked(request)).outcome);
}

function whatIsAsked({ productIds, changes, currency }: PreviewProductsRequest): PreviewProductsRequest {
  return { productIds, changes: named(changes), currency };
}

/** Without what is not named: a fact carries nothing that is undefined. */
function named(
  changes: Omit<ChangeProductRequest, 'key' | 'inDoubt' | 'unitsDelta'> | ChangesOfEach,
): ProductChanges & ChangesOfEach {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}
