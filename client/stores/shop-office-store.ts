import type { Reason } from '../../shared/contract/answer.ts';
import type { DescribeShopRequest, ShopAbout } from '../../shared/contract/shop.ts';
import { createIdempotentSender } from './idempotent-sender.ts';
import { createStaffRead } from './staff-read.ts';
import type { World } from './world.ts';

/** Who sells, and on what terms (B6), for staff; an operator may say it anew. */
export function createShopOfficeStore(world: World) {
  const { http, newKey } = world;
  const asked = createStaffRead(world, ['shop'], () => http.call('aboutShop'));
  const send = createIdempotentSender(newKey);
  return {
    ...asked,
    /** @param version of what the form began with. @returns why not, or null */
    async describe(version: DescribeShopRequest['version'], about: ShopAbout): Promise<Reason | null> {
      const answer = await send({ version, about }, (body) => http.call('describeShop', { body }));
      await asked.reload();
      return answer.ok ? null : answer.refusal;
    },
  };
}
