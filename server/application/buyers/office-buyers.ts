import {
  BUYERS_PAGE,
  type BuyerContacts,
  MAX_CONTACTS_SHOWN,
  type OfficeBuyer,
  type OfficeBuyers,
  type OfficeBuyersQuery,
} from '../../../shared/contract/office-buyers.ts';
import type { BuyerPlace } from '../../ports/buyer-question.ts';
import { usualCurrency } from '../../shop/currency.ts';
import type { Chats } from '../application.ts';
import { chatBanViewOf } from '../chat/shop-care.ts';
import type { ApplicationDeps } from '../deps.ts';
import { limitsOfBuyers, limitView } from './limits.ts';

type Deps = Pick<ApplicationDeps, 'readers' | 'directory' | 'engines' | 'secrets' | 'clock'>;

/** A page of buyers over all streams, after all merges (A7): nothing in it says who they are. */
export async function officeBuyers(
  deps: Deps,
  { sort = 'spent', after, limit = BUYERS_PAGE }: OfficeBuyersQuery,
): Promise<OfficeBuyers> {
  const { readers, engines } = deps;
  const currency = (await engines.shop.read((state) => usualCurrency(state))) ?? '';
  const { buyers, next } = await readers.buyersRanked({ sort, currency, before: placeOf(after), limit });
  const limited = await limitsOfBuyers(deps);
  return {
    buyers: buyers.map((buyer) => ({ ...buyer, ...limited(buyer.buyerId) })),
    next: next && `${next.value}.${next.buyerId}`,
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
  const [limit, chatBan, silences] = await Promise.all([
    limitView(deps, allIds),
    chatBanViewOf(deps, allIds),
    chats.silences(allIds),
  ]);
  return { ...totals, limit, chatBan, silences, devices: allIds.length };
}

/** The addresses that a buyer keeps under any id, the newest first; what no secret opens any more is left out. */
export async function buyerContacts(
  { directory, secrets }: Pick<Deps, 'directory' | 'secrets'>,
  asked: string,
): Promise<BuyerContacts> {
  const { allIds } = await directory.identity(asked);
  const kept = (await directory.addressesOf(allIds)).toSorted((a, b) => b.atMs - a.atMs);
  const contacts = kept.flatMap(({ buyerId, sealed }) => secrets.open(buyerId, sealed) ?? []);
  return { contacts: contacts.slice(0, MAX_CONTACTS_SHOWN) };
}

function placeOf(after: string | undefined): BuyerPlace | null {
  if (after === undefined) return null;
  const [value = '', buyerId = ''] = after.split('.');
  return { value: Number(value), buyerId };
}
