import type { MomentRefusal } from '../../../../shared/contract/moment.ts';
import type { Refusal } from '../../../../shared/contract/refusals.ts';
import { ok, type Result, refuse } from '../../../../shared/values/result.ts';
import { MINUTE } from '../../../../shared/values/time.ts';
import type { StaffActor } from '../../../application/application.ts';
import type { StreamRow } from '../../../ports/rows.ts';
import type { GatewayDeps } from '../../deps.ts';
import type { Handlers } from '../serve-routes.ts';
import type { Visitor } from '../visitor.ts';
import { filmSight } from './film-sight.ts';

const STEPS_PER_PAGE = 100;
/** Bound of listed refusals around one instant. */
const MAX_REFUSALS = 100;

const minuteOf = (atMs: number) => Math.floor(atMs / MINUTE);

/**
 * True if what is known of it touches the minute of an instant: said once, it has a first and a last time and nothing
 * between, so that hardly any instant lies in its span. Each row that a minute of the floor counts (`refusedMinutes`) is
 * among these.
 */
function isRefusedAround(
  { firstAtMs, lastAtMs }: Pick<MomentRefusal, 'firstAtMs' | 'lastAtMs'>,
  atMs: number,
): boolean {
  const minute = minuteOf(atMs);
  return minuteOf(firstAtMs) <= minute && minute <= minuteOf(lastAtMs);
}

/**
 * Routes of a stream's film: its state at any instant, and the facts around it.
 * @param open finds a stream that the actor may analyse; null: none
 */
export function filmRoutes(
  deps: Pick<GatewayDeps, 'application' | 'readers' | 'analyst' | 'directory' | 'clock'>,
  open: (slug: string, actor: StaffActor) => Promise<StreamRow | null>,
): Pick<Handlers, 'moment' | 'steps' | 'filmPersons'> {
  const { readers, analyst } = deps;
  const sight = filmSight(deps);

  const opened = async (
    slug: string,
    buyerId: string | undefined,
    actor: StaffActor,
    visitor: Visitor,
  ): Promise<Result<StreamRow, Refusal>> => {
    const stream = await open(slug, actor);
    if (!stream) return refuse({ code: 'NOT_FOUND' });
    const why = buyerId === undefined ? null : await sight.follow(stream, buyerId, actor, visitor);
    return why ? refuse(why) : ok(stream);
  };

  return {
    moment: async ({ params, query, staff, visitor }) => {
      const { atMs, seq, buyer, shownSeq = null } = query;
      if ((atMs === undefined) === (seq === undefined)) return refuse({ code: 'BAD_REQUEST', field: 'atMs' });
      const stream = await opened(params.slug, buyer, staff!.actor, visitor);
      if (!stream.ok) return stream;
      const { streamId } = stream.value;
      const until = seq === undefined ? { atMs: atMs ?? 0 } : { seq };
      const answer = await analyst.moment(streamId, until, buyer ?? null, shownSeq);
      if (!answer) return refuse({ code: 'NOT_FOUND' });
      const nowMs = answer.moment?.atMs ?? 0;
      const refused = answer.moment ? await readers.refusals(streamId) : [];
      const refusals = refused.filter(
        (each) => isRefusedAround(each, nowMs) && (buyer === undefined || each.buyerId === buyer),
      );
      const told = refusals.slice(0, MAX_REFUSALS);
      const seen = [...told.map(({ buyerId }) => buyerId), ...(buyer === undefined ? [] : [buyer])];
      const buyers = await sight.called(streamId, seen, staff!.actor);
      return ok({ ...answer, refusals: told, buyers });
    },
    steps: async ({ params, query, staff, visitor }) => {
      const { buyer, limit = STEPS_PER_PAGE } = query;
      const stream = await opened(params.slug, buyer, staff!.actor, visitor);
      if (!stream.ok) return stream;
      const told = await sight.steps(stream.value.streamId, { ...query, limit }, staff!.actor);
      return told ? ok(told) : refuse({ code: 'NOT_FOUND' });
    },
    filmPersons: async ({ params, staff }) => {
      const stream = await open(params.slug, staff!.actor);
      return stream ? await sight.persons(stream.streamId, staff!.actor) : refuse({ code: 'NOT_FOUND' });
    },
  };
}
