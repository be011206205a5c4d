import type { Ack } from '../../shared/contract/answer.ts';
import type { AboutShopView, DescribeShopRequest } from '../../shared/contract/shop.ts';
import { describeShop } from '../shop/about.ts';
import { ackOf } from './ack.ts';
import type { StaffActor } from './application.ts';
import type { ApplicationDeps } from './deps.ts';
import { keyOf } from './key-of.ts';

/** Says who sells and on what terms (B6), for an operator. Refusals: STALE_VERSION. */
export async function sayWhoSells(
  { engines, clock }: Pick<ApplicationDeps, 'engines' | 'clock'>,
  { staffId, device }: StaffActor,
  request: DescribeShopRequest,
): Promise<Ack<AboutShopView>> {
  const outcome = await engines.shop.submit({
    readAtMs: clock.steadyMs(),
    ids: [staffId],
    key: keyOf('shop:describe', request),
    decide: (state) => describeShop(state, request, { by: { staffId, device } }),
  });
  return ackOf(outcome);
}
