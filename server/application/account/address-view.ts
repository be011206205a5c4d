import type { AddressView } from '../../../shared/market/account/contract.ts';
import type { SealedAddress } from '../../ports/sealed-address.ts';
import type { Secrets } from '../../ports/secrets.ts';

/** What a device shows of a kept address (A3): enough to recognise it; null if it cannot be read any more. */
export function addressView(
  secrets: Pick<Secrets, 'open'>,
  { addressId, buyerId, sealed }: SealedAddress,
): AddressView | null {
  const contact = secrets.open(buyerId, sealed);
  if (!contact) return null;
  const { name, phone, address, country } = contact;
  return { addressId, name, phoneEnd: phone.slice(-4), address, ...(country && { country }) };
}
