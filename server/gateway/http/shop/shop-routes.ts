import { ok } from '../../../../shared/values/result.ts';
import type { GatewayDeps } from '../../deps.ts';
import { only } from '../answered.ts';
import type { Handlers } from '../serve-routes.ts';
import { homeCodeFor } from './home.ts';

/** Who sells, for everybody to read and for operators to say (B6). */
export function shopRoutes(
  deps: Pick<GatewayDeps, 'application' | 'config'>,
): Pick<Handlers, 'aboutShop' | 'describeShop'> {
  const { application } = deps;
  const homeCode = homeCodeFor(deps);
  return {
    aboutShop: async () => {
      const home = await homeCode();
      return ok({ ...(await application.aboutShop()), ...(home !== null && { home }) });
    },
    describeShop: async ({ body, staff }) =>
      only(await application.describeShop(staff!.actor, body), ({ about, version }) => ({ about, version })),
  };
}
