import type { AddressView } from '../../../../shared/market/account/contract.ts';
import { systemIds } from '../../../adapters/system/ids.ts';
import type { Door } from '../../demo/market/door.ts';

/** A guest of the crowd; those who order have an address as well. */
export interface CrowdGuest {
  buyerId: string;
  token: string;
  addressId: string | null;
}

/** What no public event may ever hold: parts of every name, address and phone that the crowd gave. */
export interface Canaries {
  /** A word that stands in each name and address, and nowhere else. */
  word: string;
  /** The digits that each phone number begins with: no subscriber has them. */
  phoneDigits: string;
}

const AT_ONCE = 24;
const WORD_LENGTH = 8;

/** A word that nothing else says, of this run. */
export function canariesOf(chance: () => number): Canaries {
  let word = 'Q';
  while (word.length < WORD_LENGTH) word += 'bcdfghjklmnpqrstvwxz'[Math.floor(chance() * 20)];
  const block = 10 + Math.floor(chance() * 89);
  return { word, phoneDigits: `86100${block}` };
}

/** Makes guests over HTTP, as a tool without cookies does; the first `buyers` of them keep an address each (A3). */
export async function makeGuests(
  door: Door,
  count: number,
  buyers: number,
  { word, phoneDigits }: Canaries,
): Promise<CrowdGuest[]> {
  const guests: CrowdGuest[] = new Array(count);
  let next = 0;
  const worker = async () => {
    for (let index = next; index < count; index = next) {
      next += 1;
      const { token, buyerId } = await door.post<{ token: string; buyerId: string }>('/guest', {}, null);
      const addressId = index < buyers ? await keepAddress(token, index) : null;
      guests[index] = { token, buyerId, addressId };
    }
  };
  async function keepAddress(token: string, index: number): Promise<string> {
    const contact = {
      key: systemIds.next(),
      name: `${word} ${index}`,
      // Every buyer has a phone of their own, of eleven figures: limits count by it as well (H7).
      phone: `+${phoneDigits}${String(index).padStart(6, '0')}`,
      address: `${word} lane ${index}, Jianchuan`,
    };
    const { addressId } = await door.post<AddressView>('/me/addresses', contact, token);
    return addressId;
  }
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, count) }, worker));
  return guests;
}
