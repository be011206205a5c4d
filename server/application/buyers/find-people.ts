import { MOST_FOUND, ORDERS_OF_FOUND } from '../../../shared/contract/office-lists.ts';
import type { FoundPeople, FoundPerson, PeopleIndexView } from '../../../shared/contract/office-people.ts';
import { hasEnded } from '../../../shared/market/stream/has-ended.ts';
import type { LookedFor } from '../../lib/person-words.ts';
import { MAX_ADDRESSES_FOUND } from '../../ports/people-index.ts';
import type { Contact } from '../../ports/secrets.ts';
import type { StaffActor } from '../application.ts';
import type { ApplicationDeps } from '../deps.ts';

type Deps = Pick<ApplicationDeps, 'readers' | 'directory' | 'engines' | 'secrets'>;

/** Orders of one person that are looked through: a packer is shown those of streams that are over. */
const ORDERS_READ = 20;

/**
 * Buyers whose whole name it is, or whose phone ends in these digits, after all merges, who ordered last first (A5). Who packs
 * finds those of streams that are over, as at the desk.
 */
export async function findPeople(deps: Deps, actor: StaffActor, wanted: LookedFor): Promise<FoundPeople> {
  const { directory, secrets } = deps;
  const [addresses, index] = await Promise.all([
    directory.addressesTagged(secrets.tagsLookedFor(wanted)),
    indexOf(deps),
  ]);
  const people: FoundPerson[] = [];
  const seen = new Set<string>();
  // The newest address first: of many who fit, those are shown who came last.
  for (const { buyerId: addressee, sealed } of addresses) {
    if (people.length > MOST_FOUND) break;
    const contact = secrets.open(addressee, sealed);
    if (!contact || !fits(contact, wanted)) continue;
    const { buyerId, allIds } = await directory.identity(addressee);
    if (seen.has(buyerId)) continue;
    seen.add(buyerId);
    const orders = await newestOrders(deps, actor, allIds);
    if (orders.length === 0) continue;
    people.push({ buyerId, name: contact.name, phoneEnd: contact.phone.slice(-4), orders });
  }
  people.sort((a, b) => b.orders[0]!.placedAtMs - a.orders[0]!.placedAtMs);
  const hasMore = people.length > MOST_FOUND || addresses.length >= MAX_ADDRESSES_FOUND;
  return { people: people.slice(0, MOST_FOUND), hasMore, index };
}

/** How many addresses can be found by now. */
export async function indexOf({ directory }: Pick<Deps, 'directory'>): Promise<PeopleIndexView> {
  const { waiting, all } = await directory.indexProgress();
  return { found: Math.max(0, all - waiting), all };
}

/** Of a phone more digits may have been typed than it is found by. */
function fits({ phone }: Contact, wanted: LookedFor): boolean {
  return wanted.by === 'name' || phone.replace(/\D/g, '').endsWith(wanted.digits);
}

async function newestOrders(
  { readers, engines }: Deps,
  { role }: StaffActor,
  buyerIds: readonly string[],
): Promise<FoundPerson['orders']> {
  const filter = { buyerIds: [...buyerIds] };
  const { orders } = await readers.ordersListed({ filter, before: null, limit: ORDERS_READ });
  const told: FoundPerson['orders'] = [];
  for (const { order } of orders) {
    const stream = await readers.streamById(order.streamId);
    if (!stream || (role === 'packer' && !hasEnded(stream.status))) continue;
    const { slug, title, titleEn } = stream;
    told.push({
      reference: engines.referenceOf(order.streamId, order.number),
      stream: { slug, title, ...(titleEn && { titleEn }) },
      ...{ placedAtMs: order.placedAtMs, status: order.status },
    });
    if (told.length === ORDERS_OF_FOUND) break;
  }
  return told;
}
