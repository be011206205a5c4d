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

/** Bound of one buyer's addresses. */
const MAX_ADDRESSES = 20;

/** Routes of a buyer's delivery addresses. */
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
      // A replay gets its first answer, whatever the present rules are.
      const field = again ? null : faultOf(body, await homeCode());
      if (field !== null) return refuse({ code: 'BAD_REQUEST', field });
      // Only a new row counts against the shared bucket of the network address.
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
      // Of two parallel saves one is kept: both get that one.
      const saved = again ?? (await directory.addressesOf([buyerId])).find((each) => each.key === key);
      const view = saved && addressView(secrets, saved);
      if (!view) throw new Error('An address that was just kept cannot be read.');
      // Both in their stored form: sealing normalises the phone.
      const textOf = (of: string, kept: string) => canonicalJson(secrets.open(of, kept));
      const isSame = textOf(saved.buyerId, saved.sealed) === textOf(buyerId, sealed);
      return isSame ? ok(view) : refuse({ code: 'KEY_REUSED' });
    },
  };
}

/** The field that prevents a delivery, by the country's rules; null: none. */
function faultOf(body: RouteBody<'saveAddress'>, home: string | null): string | null {
  const { address, parts, country = home } = body;
  const misfits = misfitsOf(body, { country, home });
  const misfit = inOrder.find((part) => misfits[part] !== undefined);
  if (misfit === 'name' || misfit === 'phone') return misfit;
  if (misfit !== undefined) return parts ? `parts.${misfit}` : 'address';
  // The parcel must show the address that was checked.
  return parts && composeAddress(parts, country) !== address ? 'address' : null;
}

const inOrder: readonly ContactPart[] = [
  ...(['name', 'phone', 'province', 'city', 'district', 'street', 'postcode'] as const),
];
