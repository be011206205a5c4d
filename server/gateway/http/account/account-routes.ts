import { ok, refuse } from '../../../../shared/values/result.ts';
import type { GatewayDeps } from '../../deps.ts';
import type { SharedBuckets } from '../../limits/shared-buckets.ts';
import type { Guests } from '../../visitors/guests.ts';
import type { StaffSessions } from '../../visitors/staff-sessions.ts';
import type { Handlers } from '../serve-routes.ts';
import { contactRoutes } from './contact-routes.ts';
import { deviceRoutes } from './device-routes.ts';
import { meOf } from './me.ts';
import { signInRoutes } from './sign-in-routes.ts';

type AccountRoutes = Pick<
  Handlers,
  | 'me'
  | 'guest'
  | 'signIn'
  | 'whoMaySignIn'
  | 'signInByLink'
  | 'signOut'
  | 'saveAddress'
  | 'deviceCode'
  | 'mergeDevice'
  | 'myOrders'
  | 'myOrder'
>;

/** Routes of guests, sign-in, addresses and a second device. */
export function accountRoutes(
  deps: GatewayDeps & {
    guests: Guests;
    admitNewcomer: (address: string) => void;
    buckets: Pick<SharedBuckets, 'own' | 'shared'>;
    sessions: StaffSessions;
    onSessionEnded: (tokenHash: string) => void;
    onMerged: (guestIds: readonly string[]) => Promise<void>;
  },
): AccountRoutes {
  const { guests, application } = deps;
  return {
    ...signInRoutes(deps),
    ...contactRoutes(deps),
    ...deviceRoutes(deps),
    me: async ({ visitor }) => ok(await meOf(deps, visitor)),
    guest: async ({ address }) => {
      deps.admitNewcomer(address);
      const { guestId, token } = guests.create();
      return ok({ token, buyerId: guestId });
    },
    myOrders: async ({ visitor }) => ok({ orders: await application.myOrders(await visitor.buyer()) }),
    myOrder: async ({ visitor, params }) => {
      const order = await application.myOrder(await visitor.buyer(), params.orderId);
      return order ? ok(order) : refuse({ code: 'NOT_FOUND' });
    },
  };
}
