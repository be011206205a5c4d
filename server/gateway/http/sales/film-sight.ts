import type {
  FilmBuyers,
  FilmPersons,
  Step,
  StepsQuery,
  StepsReply,
} from '../../../../shared/contract/moment.ts';
import type { Refusal } from '../../../../shared/contract/refusals.ts';
import { BoundedMap } from '../../../../shared/values/bounded-map.ts';
import { ok, type Result, refuse } from '../../../../shared/values/result.ts';
import { MINUTE } from '../../../../shared/values/time.ts';
import type { StaffActor } from '../../../application/application.ts';
import { sightOf } from '../../../application/stream/sight.ts';
import type { GatewayDeps } from '../../deps.ts';
import type { Visitor } from '../visitor.ts';
import { filmPersonsOf, refusalsOfBuyer } from './film-persons.ts';

/** Time in ms during which questions about one buyer count as one look. */
const ONE_LOOK_MS = 10 * MINUTE;
const MAX_LOOKS = 1_000;

type Deps = Pick<GatewayDeps, 'application' | 'analyst' | 'readers' | 'directory' | 'clock'>;

/** Rights on the film of a stream: the names of its staff (A2), and the way of one buyer (A6). */
export function filmSight({ application, analyst, readers, directory, clock }: Deps) {
  const looks = new BoundedMap<string, number>(MAX_LOOKS);

  async function sightOn(streamId: string, actor: StaffActor): Promise<{ people: boolean; buyers: boolean }> {
    if (actor.role !== 'host') return { people: true, buyers: true };
    const rights = await application.staffGrants(streamId, actor);
    return { people: rights?.isHost ?? false, buyers: rights !== null && sightOf(rights).orders };
  }

  async function namesOf(steps: readonly Step[]): Promise<StepsReply['people']> {
    const ids = [...new Set(steps.flatMap(({ staffId }) => staffId ?? []))];
    const found = await Promise.all(ids.map((staffId) => directory.staffById(staffId)));
    return found.flatMap((each) =>
      each ? [{ staffId: each.staffId, name: each.name, ...(each.nameEn && { nameEn: each.nameEn }) }] : [],
    );
  }

  /** Names of buyers, the same at every moment; nothing where the actor may not read the orders of the stream (A6). */
  const buyersOf = async (streamId: string, ids: readonly string[], mayKnow: boolean) =>
    mayKnow && ids.length > 0 ? await readers.firstOrders(streamId, [...new Set(ids)]) : [];

  return {
    /** Names of the buyers of a moment. */
    async called(streamId: string, buyerIds: readonly string[], actor: StaffActor): Promise<FilmBuyers> {
      return await buyersOf(streamId, buyerIds, (await sightOn(streamId, actor)).buyers);
    },

    /** Notes a look at one buyer in the security log. @returns the refusal; null: the look is allowed */
    async follow(
      { streamId, slug }: { streamId: string; slug: string },
      buyerId: string,
      actor: StaffActor,
      visitor: Visitor,
    ): Promise<Refusal | null> {
      if (!(await sightOn(streamId, actor)).buyers) return { code: 'FORBIDDEN' };
      const look = `${actor.staffId} ${streamId} ${buyerId}`;
      const nowMs = clock.nowMs();
      if (nowMs - (looks.get(look) ?? Number.NEGATIVE_INFINITY) < ONE_LOOK_MS) return null;
      looks.set(look, nowMs);
      visitor.note({ kind: 'data_read', what: 'film', about: buyerId, stream: slug, rows: 1 }, actor);
      return null;
    },

    /** Who acted in the whole stream: a list of names, and no look at anybody. */
    async persons(streamId: string, actor: StaffActor): Promise<Result<FilmPersons, Refusal>> {
      const { buyers } = await sightOn(streamId, actor);
      if (!buyers) return refuse({ code: 'FORBIDDEN' });
      const persons = await filmPersonsOf({ analyst, readers }, streamId);
      return persons ? ok(persons) : refuse({ code: 'NOT_FOUND' });
    },

    /**
     * The facts around a place. Without the right to names (A2) they carry none, and the filter by staff is ignored; without
     * that to orders (A6) none has an order's number.
     */
    async steps(
      streamId: string,
      query: StepsQuery & { limit: number },
      actor: StaffActor,
    ): Promise<StepsReply | null> {
      const { people, buyers } = await sightOn(streamId, actor);
      const { staff: _, ...ofAll } = query;
      const found = await analyst.steps(streamId, people ? query : ofAll);
      if (!found) return null;
      const steps = buyers ? found.steps : found.steps.map(({ order: _, ...step }) => step);
      const seen = [...steps.flatMap(({ buyerId }) => buyerId ?? []), ...(query.buyer ? [query.buyer] : [])];
      const told = {
        ...{ ...found, steps, buyers: await buyersOf(streamId, seen, buyers) },
        ...(query.buyer !== undefined && { refusals: await refusalsOfBuyer(readers, streamId, query) }),
      };
      if (people) return { ...told, people: await namesOf(told.steps) };
      return { ...told, steps: told.steps.map((step) => ({ ...step, staffId: null })), people: [] };
    },
  };
}
