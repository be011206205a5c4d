import type { RouteBody } from '../../../../shared/contract/http.ts';
import { type ContactPart, misfitsOf } from '../../../../shared/market/account/address-rules.ts';
import { composeAddress } from '../../../../shared/market/account/compose-address.ts';
import { canonicalJson } from '../../../../shared/values/canonical-json.ts';
import { ok, refuse } from '../../../../shared/values/result.ts';
import { addressView } from '../../../application/account/address-view.ts';
import { toE164 } from '../../../lib/phone.ts';
import type { GatewayDeps } from '../../deps.ts';
import type { SharedBuckets } from '../../limits/shared-buckets.ts';
import type { Handlers } from '../serve-routes.ts';
import { homeCodeFor, homeFor } from '../shop/home.ts';

/** Addresses that one buyer keeps. */
const MAX_ADDRESSES = 20;

/** Where a buyer's parcels go. */
export function contactRoutes(
  deps: Pick<GatewayDeps, 'application' | 'config' | 'directory' | 'secrets' | 'clock' | 'ids'> & {
    buckets: Pick<SharedBuckets, 'own' | 'shared'>;
  },
): Pick<Handlers, 'saveAddress'> {
  const { directory, secrets, clock, ids, buckets } = deps;
  const home = homeFor(deps);
  const homeCode = homeCodeFor(deps);
  const wait = (retryAfterMs: number) => refuse({ code: 'RATE_LIMITED', retryAfterMs } as const);
  return {
    saveAddress: async ({ body, visitor, address }) => {
      const buyer = await visitor.buyer();
      const own = await buckets.own('contact', buyer.buyerId);
      if (own.waitMs > 0) return wait(own.waitMs);
      const kept = await directory.addressesOf(buyer.allIds);
      const again = kept.find(({ key }) => key === body.key);
      if (!again && kept.length >= MAX_ADDRESSES) return refuse({ code: 'BAD_REQUEST', field: 'address' });
      // What was saved already is answered as before, whatever the rules are by now.
      const field = again ? null : faultOf(body, await homeCode());
      if (field !== null) return refuse({ code: 'BAD_REQUEST', field });
      // Only what costs a row is counted against those who share the network address.
      const waitMs = again ? 0 : await buckets.shared('contact', { actor: buyer, address }, own.isFirst);
      if (waitMs > 0) return wait(waitMs);
      const { buyerId } = buyer;
      const { key, country, parts: _, ...given } = body;
      // A phone without a calling code has that of the shop's country, in one form however it is written (H7).
      const phone = toE164(given.phone, deps.config.countryCode ?? (await home()).callingCode);
      const contact = { ...given, phone, ...(country && { country }) };
      const sealed = secrets.seal(buyerId, contact);
      if (!again) {
        await directory.addAddress({ addressId: ids.next(), buyerId, key, sealed, atMs: clock.nowMs() });
      }
      // Saved twice at once, one of the two was kept: that one is answered.
      const saved = again ?? (await directory.addressesOf([buyerId])).find((each) => each.key === key);
      const view = saved && addressView(secrets, saved);
      if (!view) throw new Error('An address that was just kept cannot be read.');
      // Both as they are kept: sealing writes a phone in its one form.
      const textOf = (of: string, kept: string) => canonicalJson(secrets.open(of, kept));
      const isSame = textOf(saved.buyerId, saved.sealed) === textOf(buyerId, sealed);
      return isSame ? ok(view) : refuse({ code: 'KEY_REUSED' });
    },
  };
}

/** The field of a request that keeps a courier from finding somebody, by the rules of the country; null: none does. */
function faultOf(body: RouteBody<'saveAddress'>, home: string | null): string | null {
  const { address, parts, country = home } = body;
  const misfits = misfitsOf(body, { country, home });
  const misfit = inOrder.find((part) => misfits[part] !== undefined);
  if (misfit === 'name' || misfit === 'phone') return misfit;
  if (misfit !== undefined) return parts ? `parts.${misfit}` : 'address';
  // What stands on the parcel is what was judged.
  return parts && composeAddress(parts, country) !== address ? 'address' : null;
}

const inOrder: readonly ContactPart[] = [
  ...(['name', 'phone', 'province', 'city', 'district', 'street', 'postcode'] as const),
];
