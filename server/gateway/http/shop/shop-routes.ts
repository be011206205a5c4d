import { ok } from '../../../../shared/values/result.ts';
import type { GatewayDeps } from '../../deps.ts';
import { only } from '../answered.ts';
import type { Handlers } from '../serve-routes.ts';

/** Who sells, for everybody to read and for operators to say (B6). */
export function shopRoutes({
  application,
}: Pick<GatewayDeps, 'application'>): Pick<Handlers, 'aboutShop' | 'describeShop'> {
  return {
    aboutShop: async () => ok(await application.aboutShop()),
    describeShop: async ({ body, staff }) =>
      only(await application.describeShop(staff!.actor, body), ({ about, version }) => ({ about, version })),
  };
}
