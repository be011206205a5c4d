import { BoundedMap } from '../bounded-map.ts';
import type { FeatureDeps } from '../deps.ts';
import type { BuyerActor } from '../features.ts';

/** How long a buyer who was new is taken for new without asking again. */
const STAYS_NEW_MS = 10_000;
const MAX_KEPT = 50_000;

/** What a decision needs to know of a buyer from outside the stream: looked up before the cut, carried into it. */
export interface BuyerLookups {
  /** H6: no order paid online, or delivered on cash terms, anywhere in the shop. */
  isNew(actor: BuyerActor): Promise<boolean>;
  /** H7: the tag of the phone of an address of this buyer, or null if it is not theirs. */
  phoneTag(actor: BuyerActor, streamId: string, addressId: string | null): Promise<string | null>;
}

/** The phone of an address, and its tag in the stream that it was last asked for: a tag costs what ten look-ups do. */
interface KnownPhone {
  buyerId: string;
  phone: string;
  streamId: string | null;
  tag: string;
}

export function buyerLookups({ readers, directory, secrets, clock }: FeatureDeps): BuyerLookups {
  const known = new BoundedMap<string, { isNew: boolean; untilMs: number }>(MAX_KEPT);
  const phones = new BoundedMap<string, KnownPhone>(MAX_KEPT);

  return {
    async isNew({ buyerId, allIds }) {
      const last = known.get(buyerId);
      if (last && last.untilMs > clock.nowMs()) return last.isNew;
      const isNew = await readers.isNewBuyer(allIds);
      known.set(buyerId, { isNew, untilMs: isNew ? clock.nowMs() + STAYS_NEW_MS : Number.POSITIVE_INFINITY });
      return isNew;
    },

    async phoneTag({ allIds }, streamId, addressId) {
      if (addressId === null) return null;
      const last = phones.get(addressId) ?? (await readPhone(allIds, addressId));
      if (!last || !allIds.includes(last.buyerId)) return null;
      if (last.streamId !== streamId) {
        last.tag = secrets.phoneTag(streamId, last.phone);
        last.streamId = streamId;
      }
      phones.set(addressId, last);
      return last.tag;
    },
  };

  async function readPhone(buyerIds: readonly string[], addressId: string): Promise<KnownPhone | null> {
    const address = (await directory.addressesOf(buyerIds)).find((sealed) => sealed.addressId === addressId);
    const contact = address ? secrets.open(address.buyerId, address.sealed) : null;
    return address && contact
      ? { buyerId: address.buyerId, phone: contact.phone, streamId: null, tag: '' }
      : null;
  }
}
