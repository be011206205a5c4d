import {
  type FilmPersons,
  MAX_FILM_PERSONS,
  type MomentRefusal,
  type StepsQuery,
} from '../../../../shared/contract/moment.ts';
import type { GatewayDeps } from '../../deps.ts';

/** Bound of the refusals of one buyer in a stream. */
const MAX_REFUSALS = 100;

/** Who acted in a whole stream, by the numbers of their first orders there. @returns null if it has no log */
export async function filmPersonsOf(
  { analyst, readers }: Pick<GatewayDeps, 'analyst' | 'readers'>,
  streamId: string,
): Promise<FilmPersons | null> {
  const found = await analyst.persons(streamId, await readers.refusals(streamId), MAX_FILM_PERSONS);
  if (!found) return null;
  const ids = found.persons.map(({ buyerId }) => buyerId);
  const named = ids.length > 0 ? await readers.firstOrders(streamId, ids) : [];
  const orders = new Map(named.map(({ buyerId, order }) => [buyerId, order] as const));
  const persons = found.persons.map((person) => {
    const order = orders.get(person.buyerId);
    return { ...person, ...(order !== undefined && { order }) };
  });
  return { ...found, persons };
}

/** What one buyer was refused in a whole stream, about an item alone if one is named, the first first. */
export async function refusalsOfBuyer(
  readers: Pick<GatewayDeps['readers'], 'refusals'>,
  streamId: string,
  { buyer, item }: Pick<StepsQuery, 'buyer' | 'item'>,
): Promise<MomentRefusal[]> {
  const all = await readers.refusals(streamId);
  return all
    .filter((each) => each.buyerId === buyer && (item === undefined || each.itemNumber === item))
    .sort((a, b) => a.firstAtMs - b.firstAtMs)
    .slice(0, MAX_REFUSALS);
}
