import {
  BUYERS_PAGE,
  type BuyerContacts,
  MAX_CONTACTS_SHOWN,
  MAX_LIMITED_LISTED,
  MAX_SILENCED_LISTED,
  type OfficeBuyer,
  type OfficeBuyers,
  type OfficeBuyersQuery,
} from '../../../shared/contract/office-buyers.ts';
import {
  type BuyerPlace,
  type BuyerQuestion,
  type BuyerTotals,
  compareBuyers,
  placeOfBuyer,
  type RankedBuyers,
} from '../../ports/buyer-question.ts';
import { usualCurrency } from '../../shop/currency.ts';
import type { Chats } from '../application.ts';
import { chatBanViewOf } from '../chat/shop-care.ts';
import type { ApplicationDeps } from '../deps.ts';
import { placedByReference } from '../order/placed-by-reference.ts';
import { limitsOfBuyers, limitsTold, limitView } from './limits.ts';

type Deps = Pick<ApplicationDeps, 'readers' | 'directory' | 'engines' | 'secrets' | 'clock' | 'store'>;

/** A page of buyers over all streams, after all merges (A7): nothing in it says who they are. */
export async function officeBuyers(
  deps: Deps,
  chats: Pick<Chats, 'silenced'>,
  { sort = 'spent', chat, ordering, after, limit = BUYERS_PAGE }: OfficeBuyersQuery,
): Promise<OfficeBuyers> {
  const { readers, engines } = deps;
  const currency = (await engines.shop.read((state) => usualCurrency(state))) ?? '';
  const asked: BuyerQuestion = { sort, currency, before: placeOf(after), limit };
  const [limited, silenced] = await Promise.all([limitsOfBuyers(deps), chats.silenced()]);
  const few = [
    ...(chat ? [[...silenced.keys()].slice(-MAX_SILENCED_LISTED)] : []),
    ...(ordering ? [[...limited.keys()].slice(-MAX_LIMITED_LISTED)] : []),
  ];
  const [first, ...others] = few;
  const { buyers, next } = first
    ? await rankedOf(
        deps,
        first.filter((buyerId) => others.every((ids) => ids.includes(buyerId))),
        asked,
      )
    : await readers.buyersRanked(asked);
  return {
    buyers: buyers.map((buyer) => {
      const where = silenced.get(buyer.buyerId);
      const limitedUntilMs = limited.get(buyer.buyerId);
      return {
        ...buyer,
        ...(limitedUntilMs !== undefined && { limitedUntilMs }),
        ...(where && { silenced: where }),
      };
    }),
    next: next && `${next.value}.${next.buyerId}`,
  };
}

/** Those of some buyers who have ordered, in their order: they are few beside all others. */
async function rankedOf(
  { readers }: Pick<Deps, 'readers'>,
  buyerIds: readonly string[],
  asked: BuyerQuestion,
): Promise<RankedBuyers> {
  const { before, limit } = asked;
  const ranked: { buyer: BuyerTotals; place: BuyerPlace }[] = [];
  for (const buyerId of buyerIds) {
    const buyer = await readers.buyerTotals(buyerId);
    const place = buyer && placeOfBuyer(buyer, asked);
    if (place && (before === null || compareBuyers(before, place) < 0)) ranked.push({ buyer, place });
  }
  const shown = ranked.sort((a, b) => compareBuyers(a.place, b.place)).slice(0, limit);
  return {
    buyers: shown.map(({ buyer }) => buyer),
    next: ranked.length > limit ? (shown.at(-1)?.place ?? null) : null,
  };
}

/** One buyer by any id that is theirs by now (B2); null: nobody of that id has ordered. */
export async function officeBuyer(
  deps: Deps,
  chats: Pick<Chats, 'silences'>,
  asked: string,
): Promise<OfficeBuyer | null> {
  const { readers, directory } = deps;
  const { buyerId, allIds } = await directory.identity(asked);
  const totals = await readers.buyerTotals(buyerId);
  if (!totals) return null;
  const [limit, limits, chatBan, silences] = await Promise.all([
    limitView(deps, allIds),
    limitsTold(deps, allIds),
    chatBanViewOf(deps, allIds),
    chats.silences(allIds),
  ]);
  const where = chatBan ? 'shop' : silences.length > 0 ? 'stream' : null;
  return {
    ...totals,
    ...(limit && { limitedUntilMs: limit.untilMs }),
    ...(where && { silenced: where }),
    ...(limits.length > 0 && { limits }),
    ...{ limit, chatBan, silences, devices: allIds.length },
  };
}

/**
 * The addresses that a buyer keeps under any id, the newest first; what no secret opens any more is left out.
 * @param order the reference of an order of theirs, whose address is told apart
 */
export async function buyerContacts(
  deps: Pick<Deps, 'directory' | 'secrets' | 'readers' | 'engines'>,
  asked: string,
  order?: string,
): Promise<BuyerContacts> {
  const { directory, secrets } = deps;
  const { allIds } = await directory.identity(asked);
  const kept = (await directory.addressesOf(allIds)).toSorted((a, b) => b.atMs - a.atMs);
  const sentTo = order === undefined ? null : await addressOfOrder(deps, order, allIds);
  const open = ({ buyerId, sealed }: (typeof kept)[number]) => secrets.open(buyerId, sealed) ?? [];
  const [sendsTo] = kept.filter(({ addressId }) => addressId === sentTo).flatMap(open);
  const contacts = kept.filter(({ addressId }) => addressId !== sentTo).flatMap(open);
  return { ...(sendsTo && { sendsTo }), contacts: contacts.slice(0, MAX_CONTACTS_SHOWN) };
}

/** Where an order of one of these buyers goes to; null: it is another's, or has no address. */
async function addressOfOrder(
  { readers, engines }: Pick<Deps, 'readers' | 'engines'>,
  reference: string,
  buyerIds: readonly string[],
): Promise<string | null> {
  const { streamId, number } = placedByReference(engines, reference);
  const found = streamId === null ? null : await readers.orderByNumber(streamId, number);
  return found && buyerIds.includes(found.order.buyerId) ? found.order.addressId : null;
}

function placeOf(after: string | undefined): BuyerPlace | null {
  if (after === undefined) return null;
  const [value = '', buyerId = ''] = after.split('.');
  return { value: Number(value), buyerId };
}
