import { ok, refuse } from '../../../../shared/values/result.ts';
import type { GatewayDeps } from '../../deps.ts';
import { answered, only } from '../answered.ts';
import type { Handlers } from '../serve-routes.ts';
import { homeCodeFor } from './home.ts';

/** Routes of the seller's details (B6) and of each origin's days (P4): public to read, set by operators. */
export function shopRoutes(
  deps: Pick<GatewayDeps, 'application' | 'config'>,
): Pick<
  Handlers,
  | 'aboutShop'
  | 'describeShop'
  | 'streamDefaults'
  | 'setStreamDefaults'
  | 'originDays'
  | 'setShipDays'
  | 'shipDates'
> {
  const { application } = deps;
  const homeCode = homeCodeFor(deps);
  return {
    aboutShop: async ({ visitor }) => {
      const home = await homeCode();
      const isOperator = (await visitor.staff())?.actor.role === 'operator';
      const changed = isOperator ? await application.whoDescribedShop() : null;
      return ok({
        ...(await application.aboutShop()),
        ...(home !== null && { home }),
        ...(changed && { changed }),
      });
    },
    describeShop: async ({ body, staff }) =>
      only(await application.describeShop(staff!.actor, body), ({ about, version }) => ({ about, version })),
    streamDefaults: async () => ok(await application.streamDefaults()),
    setStreamDefaults: async ({ body, staff }) =>
      answered(await application.setStreamDefaults(staff!.actor, body)),
    originDays: async () => ok({ origins: await application.originDays() }),
    setShipDays: async ({ body, staff }) => answered(await application.setShipDays(staff!.actor, body)),
    shipDates: async ({ params }) => {
      const dates = await application.shipDates(params.slug);
      return dates ? ok(dates) : refuse({ code: 'NOT_FOUND' });
    },
  };
}
