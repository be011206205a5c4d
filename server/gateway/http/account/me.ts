import type { RouteReply } from '../../../../shared/contract/http.ts';
import type { StaffPage } from '../../../../shared/market/account/contract.ts';
import { addressView } from '../../../application/account/address-view.ts';
import type { GatewayDeps } from '../../deps.ts';
import type { SignedIn } from '../../visitors/staff-sessions.ts';
import type { Visitor } from '../visitor.ts';
import { pagesOf } from './pages-of.ts';
import { staffView } from './sign-in-routes.ts';

/** The browser's own data: its buyer, their addresses, and the signed-in member of staff. */
export async function meOf(
  deps: Pick<GatewayDeps, 'directory' | 'secrets' | 'settlementAdmin' | 'application'> & {
    config: Pick<GatewayDeps['config'], 'mode'>;
  },
  visitor: Visitor,
): Promise<RouteReply<'me'>> {
  const { directory, secrets, config } = deps;
  const buyer = await visitor.buyer();
  const session = await visitor.staff();
  const staff = session?.staff ?? null;
  const kept = buyer.isNewcomer ? [] : await directory.addressesOf(buyer.allIds);
  const addresses = kept.flatMap((sealed) => addressView(secrets, sealed) ?? []);
  const isDemo = config.mode === 'demo';
  const goesByShop = staff !== null || isDemo;
  return {
    buyerId: buyer.buyerId,
    addresses,
    staff: staff && staffView(staff),
    pages: session ? await pagesFor(deps, session) : [],
    timeZone: (goesByShop && (await deps.settlementAdmin?.timeZone())) || null,
    practice: visitor.practice,
    isDemo,
  };
}

/** The pages of a role; of an assistant the orders only once somebody let them see some (A6). */
async function pagesFor(
  { application }: Pick<GatewayDeps, 'application'>,
  { actor }: Pick<SignedIn, 'actor'>,
): Promise<StaffPage[]> {
  const pages = pagesOf(actor.role);
  if (actor.role !== 'assistant' || (await application.readsOrders(actor))) return pages;
  return pages.filter((page) => page !== 'orders');
}
