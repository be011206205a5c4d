import type { RouteReply } from '../../../../shared/contract/http.ts';
import { addressView } from '../../../application/account/address-view.ts';
import type { GatewayDeps } from '../../deps.ts';
import type { Visitor } from '../visitor.ts';
import { pagesOf } from './pages-of.ts';
import { staffView } from './sign-in-routes.ts';

/** The browser's own data: its buyer, their addresses, and the signed-in member of staff. */
export async function meOf(
  deps: Pick<GatewayDeps, 'directory' | 'secrets' | 'settlementAdmin'> & {
    config: Pick<GatewayDeps['config'], 'mode'>;
  },
  visitor: Visitor,
): Promise<RouteReply<'me'>> {
  const { directory, secrets, config } = deps;
  const buyer = await visitor.buyer();
  const staff = (await visitor.staff())?.staff ?? null;
  const kept = buyer.isNewcomer ? [] : await directory.addressesOf(buyer.allIds);
  const addresses = kept.flatMap((sealed) => addressView(secrets, sealed) ?? []);
  const isDemo = config.mode === 'demo';
  const goesByShop = staff !== null || isDemo;
  return {
    buyerId: buyer.buyerId,
    addresses,
    staff: staff && staffView(staff),
    pages: staff ? pagesOf(staff.role) : [],
    timeZone: (goesByShop && (await deps.settlementAdmin?.timeZone())) || null,
    practice: visitor.practice,
    isDemo,
  };
}
