import { BoundedMap } from '../../../shared/values/bounded-map.ts';
import { batchLoader } from '../../lib/batch-loader.ts';
import { type Soon, whenHere } from '../../lib/soon.ts';
import type { BuyerActor } from '../application.ts';
import type { ApplicationDeps } from '../deps.ts';

/** How long a buyer who was new is taken for new without asking again. */
const STAYS_NEW_MS = 10_000;
const MAX_KEPT = 50_000;
/** Who is told about themselves waits no longer for the store. */
const TOLD_WITHIN_MS = 250;

/**
 * What a decision needs to know of a buyer from outside the stream: looked up before the batch, carried into it. What is
 * remembered is told at once.
 */
export interface BuyerCache {
  /** H6: no order paid online, or delivered on cash terms, anywhere in the shop. */
  isNew(actor: BuyerActor): Soon<{ isNewInShop: boolean }>;
  /** The same for what is only told: null if the store does not say so within a quarter of a second. */
  isNewIfKnown(actor: BuyerActor): Soon<boolean | null>;
  /**
   * How many orders this buyer has in the shop's other streams, cancelled and expired ones left out; what was asked within
   * 10 s is not asked again (B12). Null if the store does not say so within a quarter of a second: no order waits longer for it.
   */
  ordersElsewhere(actor: BuyerActor, streamId: string): Soon<number | null>;
  /** An address of this buyer, by the tag of its phone (H7) and its country; null if it is not theirs. */
  address(
    actor: BuyerActor,
    streamId: string,
    addressId: string | null,
  ): Soon<Pick<KnownAddress, 'country'> & { phoneTag: string | null }>;
}

/** Of a buyer with this many ids, for a while. */
interface Ordered {
  streams: readonly { streamId: string; orders: number }[];
  ids: number;
  untilMs: number;
}

/** What of an address is asked for: the tag is of the stream that it was last asked for, and costs what ten look-ups do. */
interface KnownAddress {
  buyerId: string;
  phone: string;
  /** ISO 3166, two letters; null: at home. */
  country: string | null;
  streamId: string | null;
  tag: string;
}

const NONE = { phoneTag: null, country: null };

export function buyerCache({ readers, directory, secrets, clock }: ApplicationDeps): BuyerCache {
  const known = new BoundedMap<string, { isNew: boolean; untilMs: number }>(MAX_KEPT);
  const addresses = new BoundedMap<string, KnownAddress>(MAX_KEPT);
  const isNewBuyer = batchLoader(clock, async (buyers: readonly (readonly string[])[]) => {
    const bought = new Set(await readers.haveBought([...new Set(buyers.flat())]));
    return (allIds) => !allIds.some((buyerId) => bought.has(buyerId));
  });
  const ordered = new BoundedMap<string, Ordered>(MAX_KEPT);
  const ordersOfBuyer = batchLoader(clock, async (buyers: readonly (readonly string[])[]) => {
    const byBuyer = Map.groupBy(
      await readers.ordersByStream([...new Set(buyers.flat())]),
      ({ buyerId }) => buyerId,
    );
    return (allIds) => allIds.flatMap((buyerId) => byBuyer.get(buyerId) ?? []);
  });
  const sealedAddress = batchLoader(clock, async (addressIds: readonly string[]) => {
    const found = await directory.addresses([...new Set(addressIds)]);
    const byId = new Map(found.map((address) => [address.addressId, address]));
    return (addressId) => byId.get(addressId);
  });

  function isNew(actor: BuyerActor): Soon<{ isNewInShop: boolean }> {
    const last = known.get(actor.buyerId);
    return last && last.untilMs > clock.nowMs() ? { isNewInShop: last.isNew } : askIsNew(actor);
  }

  async function askIsNew({ buyerId, allIds }: BuyerActor): Promise<{ isNewInShop: boolean }> {
    const isNew = await isNewBuyer(allIds);
    known.set(buyerId, { isNew, untilMs: isNew ? clock.nowMs() + STAYS_NEW_MS : Number.POSITIVE_INFINITY });
    return { isNewInShop: isNew };
  }

  function ordersByStream(actor: BuyerActor): Soon<Ordered['streams']> {
    const last = ordered.get(actor.buyerId);
    const isKnown = last && last.untilMs > clock.nowMs() && last.ids === actor.allIds.length;
    return isKnown ? last.streams : askOrders(actor);
  }

  async function askOrders({ buyerId, allIds }: BuyerActor): Promise<Ordered['streams']> {
    const streams = await ordersOfBuyer(allIds);
    ordered.set(buyerId, { streams, ids: allIds.length, untilMs: clock.nowMs() + STAYS_NEW_MS });
    return streams;
  }

  /** What it gives, or null once it has failed or taken too long. */
  function ifTold<T>(coming: Soon<T>): Soon<T | null> {
    if (!(coming instanceof Promise)) return coming;
    return new Promise((resolve) => {
      const callOff = clock.at(clock.nowMs() + TOLD_WITHIN_MS, () => resolve(null));
      coming
        .catch(() => null)
        .then((told) => {
          callOff();
          resolve(told);
        });
    });
  }

  return {
    isNew,

    ordersElsewhere: (actor, streamId) =>
      whenHere(ifTold(ordersByStream(actor)), (streams) => {
        if (!streams) return null;
        return streams.reduce((sum, each) => sum + (each.streamId === streamId ? 0 : each.orders), 0);
      }),

    isNewIfKnown: (actor) => whenHere(ifTold(isNew(actor)), (told) => told?.isNewInShop ?? null),

    address({ allIds }, streamId, addressId) {
      if (addressId === null) return NONE;
      return whenHere(addresses.get(addressId) ?? readAddress(addressId), (last) => {
        if (!last || !allIds.includes(last.buyerId)) return NONE;
        if (last.streamId !== streamId) {
          last.tag = secrets.phoneTag(streamId, last.phone);
          last.streamId = streamId;
        }
        addresses.set(addressId, last);
        return { phoneTag: last.tag, country: last.country };
      });
    },
  };

  async function readAddress(addressId: string): Promise<KnownAddress | null> {
    const address = await sealedAddress(addressId);
    const contact = address ? secrets.open(address.buyerId, address.sealed) : null;
    if (!address || !contact) return null;
    const { phone, country = null } = contact;
    return { buyerId: address.buyerId, phone, country, streamId: null, tag: '' };
  }
}
