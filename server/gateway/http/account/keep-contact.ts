import type { Refusal } from '../../../../shared/contract/refusals.ts';
import { type ContactPart, misfitsOf } from '../../../../shared/market/account/address-rules.ts';
import { composeAddress } from '../../../../shared/market/account/compose-address.ts';
import type { AddressParts } from '../../../../shared/market/account/contract.ts';
import { canonicalJson } from '../../../../shared/values/canonical-json.ts';
import { ok, type Result, refuse } from '../../../../shared/values/result.ts';
import { toE164 } from '../../../lib/phone.ts';
import type { SealedAddress } from '../../../ports/sealed-address.ts';
import type { GatewayDeps } from '../../deps.ts';
import { homeCodeFor, homeFor } from '../shop/home.ts';

/** A contact as it was typed. */
interface Typed {
  key: string;
  name: string;
  phone?: string | undefined;
  phoneOf?: string | undefined;
  address: string;
  parts?: AddressParts | undefined;
  country?: string | undefined;
}

/**
 * Keeps addresses of buyers, sealed, each once per key (A3). Refusals: BAD_REQUEST with the field that prevents a delivery, or
 * `address` beyond `most`; `phone` where none is typed and `phoneOf` names none of theirs; KEY_REUSED; those of `whyNot`, which is asked before a new row.
 */
export function contactKeeper(
  deps: Pick<GatewayDeps, 'application' | 'config' | 'directory' | 'secrets' | 'clock' | 'ids'>,
) {
  const { config, directory, secrets, clock, ids } = deps;
  const home = homeFor(deps);
  const homeCode = homeCodeFor(deps);
  return async function keep(
    { buyerId, allIds }: { buyerId: string; allIds: readonly string[] },
    typed: Typed,
    { most, whyNot = async () => null }: { most: number; whyNot?: () => Promise<Refusal | null> },
  ): Promise<Result<SealedAddress, Refusal>> {
    const kept = await directory.addressesOf(allIds);
    const again = kept.find(({ key }) => key === typed.key);
    if (!again && kept.length >= most) return refuse({ code: 'BAD_REQUEST', field: 'address' });
    const phone = phoneIn(typed, kept);
    if (phone === null) return refuse({ code: 'BAD_REQUEST', field: 'phone' });
    const body = { ...typed, phone };
    // A replay gets its first answer, whatever the present rules are.
    const field = again ? null : faultOf(body, await homeCode());
    if (field !== null) return refuse({ code: 'BAD_REQUEST', field });
    const refusal = again ? null : await whyNot();
    if (refusal) return refuse(refusal);
    const { key, name, address, country } = body;
    // A phone without a calling code has that of the shop's country, in one form however it is written (H7).
    const called = toE164(phone, config.countryCode ?? (await home()).callingCode);
    const sealed = secrets.seal(buyerId, { name, phone: called, address, ...(country && { country }) });
    if (!again) {
      await directory.addAddress({ addressId: ids.next(), buyerId, key, sealed, atMs: clock.nowMs() });
    }
    // Of two parallel saves one is kept: both get that one.
    const saved = again ?? (await directory.addressesOf([buyerId])).find((each) => each.key === key);
    if (!saved) throw new Error('An address that was just kept cannot be read.');
    // Both in their stored form: sealing normalises the phone.
    const textOf = (of: string, text: string) => canonicalJson(secrets.open(of, text));
    const isSame = textOf(saved.buyerId, saved.sealed) === textOf(buyerId, sealed);
    return isSame ? ok(saved) : refuse({ code: 'KEY_REUSED' });
  };

  /** The phone that was typed, or that of an address that is kept; null: neither or both are named, or it cannot be read. */
  function phoneIn({ phone, phoneOf }: Typed, kept: readonly SealedAddress[]): string | null {
    if (phoneOf === undefined) return phone ?? null;
    const from = kept.find(({ addressId }) => addressId === phoneOf);
    if (!from || phone !== undefined) return null;
    return secrets.open(from.buyerId, from.sealed)?.phone ?? null;
  }
}

/** The field that prevents a delivery, by the country's rules; null: none. */
function faultOf(body: Typed & { phone: string }, home: string | null): string | null {
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
