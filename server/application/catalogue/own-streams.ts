import { DAY } from '../../../shared/values/time.ts';
import { rightsOn } from '../../market/kernel/authority.ts';
import type { StreamRow } from '../../ports/rows.ts';
import type { StaffActor } from '../application.ts';
import type { ApplicationDeps } from '../deps.ts';

/** For how long a stream that is over stays in the list of those who helped on it. */
const HELPED_MS = 7 * DAY;
/** So many streams that are over are asked at most, the newest ones. */
const MOST_OVER = 20;

/**
 * The streams that somebody works on, out of those given (newest first). Whose a stream is stands in its row. What others
 * were granted stands in its log alone: asked are the logs of the streams that are not over, which are awake in any case,
 * and of the newest that closed within a week. An older one is listed for its host and operators; named by its address, it
 * opens for who helped on it as before.
 */
export async function ownStreams(
  { engines, clock }: Pick<ApplicationDeps, 'engines' | 'clock'>,
  actor: StaffActor,
  rows: readonly StreamRow[],
): Promise<StreamRow[]> {
  const nowMs = clock.nowMs();
  let over = 0;
  const mayHelp = ({ status, closedAtMs }: StreamRow) => {
    if (status !== 'CLOSED' && status !== 'CANCELLED') return true;
    if (closedAtMs === null || nowMs - closedAtMs >= HELPED_MS) return false;
    over += 1;
    return over <= MOST_OVER;
  };
  const helps = actor.role === 'host' || actor.role === 'assistant';
  const isOwn = await Promise.all(
    rows.map(async (row) => {
      if (rightsOn({ hostId: row.hostId, assistants: new Map() }, actor)) return true;
      if (!helps || !mayHelp(row)) return false;
      const engine = await engines.stream(row.streamId);
      return engine !== null && (await engine.read((state) => rightsOn(state, actor) !== null));
    }),
  );
  return rows.filter((_, index) => isOwn[index]);
}
