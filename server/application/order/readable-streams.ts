import type { Refusal } from '../../../shared/contract/refusals.ts';
import { ok, type Result, refuse } from '../../../shared/values/result.ts';
import { rightsOn, seesOrders } from '../../market/kernel/authority.ts';
import type { StreamRow } from '../../ports/rows.ts';
import type { StaffActor } from '../application.ts';
import { ownStreams } from '../catalogue/own-streams.ts';
import type { ApplicationDeps } from '../deps.ts';

type Deps = Pick<ApplicationDeps, 'readers' | 'engines' | 'clock'>;

/** Streams of a host, and streams that are asked whether somebody helps on them: as many as a list has. */
const MAX_STREAMS = 500;

/**
 * The streams whose orders somebody reads (A6), rehearsals left out; null: of all, as operators and analysts do. A host is
 * asked by the streams' rows; what was granted stands in the streams' logs alone, and those that closed long ago are not
 * woken for a list.
 * Refusals: FORBIDDEN for an assistant without such a stream.
 */
export async function readableStreams(
  deps: Deps,
  actor: StaffActor,
): Promise<Result<string[] | null, Refusal>> {
  if (actor.role === 'operator' || actor.role === 'analyst') return ok(null);
  const { readers } = deps;
  const [own, all] = await Promise.all([
    actor.role === 'host'
      ? readers.streams({ hostId: actor.staffId, rehearsals: false, limit: MAX_STREAMS })
      : [],
    readers.streams({ rehearsals: false, limit: MAX_STREAMS }),
  ]);
  const ids = new Set(own.map(({ streamId }) => streamId));
  const others = all.filter(({ streamId }) => !ids.has(streamId));
  for (const row of await ownStreams(deps, actor, others)) {
    if (await mayReadOrders(deps, actor, row)) ids.add(row.streamId);
  }
  if (ids.size === 0 && actor.role !== 'host') return refuse({ code: 'FORBIDDEN' });
  return ok([...ids].slice(0, MAX_STREAMS));
}

/** Why somebody may not read the orders of a stream (A6); null: they may. One on which they have nothing to do is NOT_FOUND. */
export async function whyNotReadable(
  deps: Pick<Deps, 'engines'>,
  actor: StaffActor,
  row: StreamRow | null,
): Promise<Refusal | null> {
  if (!row || row.rehearsalOf !== null) return { code: 'NOT_FOUND' };
  if (actor.role === 'analyst') return null;
  const rights = await rightsOf(deps, actor, row);
  if (!rights) return { code: 'NOT_FOUND' };
  return seesOrders(rights) ? null : { code: 'FORBIDDEN' };
}

async function mayReadOrders(deps: Pick<Deps, 'engines'>, actor: StaffActor, row: StreamRow) {
  return (await whyNotReadable(deps, actor, row)) === null;
}

/** Whose a stream is says its row; its log is asked for what was granted. */
async function rightsOf({ engines }: Pick<Deps, 'engines'>, actor: StaffActor, row: StreamRow) {
  const asHost = rightsOn({ hostId: row.hostId, assistants: new Map() }, actor);
  if (asHost) return asHost;
  const engine = await engines.stream(row.streamId);
  return engine ? engine.read((state) => rightsOn(state, actor)) : null;
}
