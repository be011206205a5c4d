import type { RouteReply } from '../../../../shared/contract/http.ts';
import { addressView } from '../../../application/account/address-view.ts';
import type { GatewayDeps } from '../../deps.ts';
import type { Visitor } from '../visitor.ts';
import { staffView } from './sign-in-routes.ts';

/** What a browser is told of itself: the buyer, the addresses that it may read, who is signed in. */
export async function meOf(
  { directory, secrets }: Pick<GatewayDeps, 'directory' | 'secrets'>,
  visitor: Visitor,
): Promise<RouteReply<'me'>> {
  const buyer = await visitor.buyer();
  const staff = await visitor.staff();
  const kept = buyer.isNewcomer ? [] : await directory.addressesOf(buyer.allIds);
  const addresses = kept.flatMap((sealed) => addressView(secrets, sealed) ?? []);
  const { practice } = visitor;
  return { buyerId: buyer.buyerId, addresses, staff: staff && staffView(staff.staff), practice };
}
