import { ok, refuse } from '../../../../shared/values/result.ts';
import { addressView } from '../../../application/account/address-view.ts';
import type { GatewayDeps } from '../../deps.ts';
import type { SharedBuckets } from '../../limits/shared-buckets.ts';
import type { Handlers } from '../serve-routes.ts';
import { contactKeeper } from './keep-contact.ts';

/** Bound of one buyer's addresses. */
const MAX_ADDRESSES = 20;

/** Routes of a buyer's delivery addresses. */
export function contactRoutes(
  deps: Pick<GatewayDeps, 'application' | 'config' | 'directory' | 'secrets' | 'clock' | 'ids'> & {
    buckets: Pick<SharedBuckets, 'own' | 'shared'>;
  },
): Pick<Handlers, 'saveAddress'> {
  const { secrets, buckets } = deps;
  const keep = contactKeeper(deps);
  const wait = (retryAfterMs: number) => ({ code: 'RATE_LIMITED', retryAfterMs }) as const;
  return {
    saveAddress: async ({ body, visitor, address }) => {
      const buyer = await visitor.buyer();
      const own = await buckets.own('contact', buyer.buyerId);
      if (own.waitMs > 0) return refuse(wait(own.waitMs));
      const saved = await keep(buyer, body, {
        most: MAX_ADDRESSES,
        // Only a new row counts against the shared bucket of the network address.
        async whyNot() {
          const waitMs = await buckets.shared('contact', { actor: buyer, address }, own.isFirst);
          return waitMs > 0 ? wait(waitMs) : null;
        },
      });
      if (!saved.ok) return saved;
      const view = addressView(secrets, saved.value);
      if (!view) throw new Error('An address that was just kept cannot be read.');
      return ok(view);
    },
  };
}
