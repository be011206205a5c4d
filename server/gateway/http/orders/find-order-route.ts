import { ok, refuse } from '../../../../shared/values/result.ts';
import { networkOf } from '../../../lib/ip-address.ts';
import { toE164 } from '../../../lib/phone.ts';
import type { Counted } from '../../../ports/attempt-limiter.ts';
import type { GatewayDeps } from '../../deps.ts';
import type { Handlers } from '../serve-routes.ts';
import { homeFor } from '../shop/home.ts';

/** Whoever finds nothing hears it so long after asking, whatever was wrong: far longer than any look takes. */
const NOTHING_MS = 500;

/**
 * Finds an order by its reference and its phone (B7). Guessing is bounded by order, by phone and by network, before
 * anything is looked up; what was found does not count. A device that has ordered has a count of its own in place of its
 * network's.
 */
export function findOrderRoute(deps: GatewayDeps): Pick<Handlers, 'findOrder'> {
  const { application, clock, config, secrets, tries } = deps;
  const home = homeFor(deps);
  return {
    async findOrder({ body, visitor, address }) {
      const fromMs = clock.steadyMs();
      const buyer = await visitor.buyer();
      const hasOrdered = !buyer.isNewcomer && (await application.hasOrdered(buyer));
      const phone = toE164(body.phone, config.countryCode ?? (await home()).callingCode);
      const counted: [Counted, string][] = [
        hasOrdered ? ['findOfBuyer', buyer.buyerId] : ['findOfNetwork', networkOf(address)],
        ['findOfOrder', body.reference],
        ['findOfPhone', secrets.sign('account', phone)],
      ];
      for (const [what, who] of counted) {
        const waitMs = await tries.count(what, who);
        if (waitMs > 0) return refuse({ code: 'RATE_LIMITED', retryAfterMs: waitMs });
      }
      const found = await application.findOrder({ reference: body.reference, phone });
      if (found) {
        for (const [what, who] of counted) await tries.uncount(what, who);
        return ok(found);
      }
      await untilSteady(clock, fromMs + NOTHING_MS);
      return refuse({ code: 'NOT_FOUND' });
    },
  };
}

function untilSteady(clock: GatewayDeps['clock'], steadyMs: number): Promise<void> {
  const leftMs = steadyMs - clock.steadyMs();
  if (leftMs <= 0) return Promise.resolve();
  return new Promise((resolve) => clock.at(clock.nowMs() + leftMs, resolve));
}
