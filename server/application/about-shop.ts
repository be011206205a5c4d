import type { Ack } from '../../shared/contract/answer.ts';
import type { AboutShopView, DescribeShopRequest } from '../../shared/contract/shop.ts';
import type { LastChange } from '../../shared/market/stream/terms.ts';
import { describeShop } from '../shop/about.ts';
import { ackOf } from './ack.ts';
import type { StaffActor } from './application.ts';
import type { ApplicationDeps } from './deps.ts';
import { keyOf } from './key-of.ts';
import { namedChanges } from './stream/named-changes.ts';

/** Who said last who sells, by name (B6); null: nobody did. */
export async function whoDescribedShop({
  engines,
  directory,
}: Pick<ApplicationDeps, 'engines' | 'directory'>): Promise<LastChange | null> {
  const about = await engines.shop.read(({ lastSaid }) => lastSaid.get('about'));
  const named = about && (await namedChanges(directory, { about }));
  return named?.about ?? null;
}

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
