import { MOST_COUNTED } from '../../../shared/contract/office-lists.ts';
import { MAX_LOW_STREAMS_TOLD, type OfficeToday } from '../../../shared/contract/office-today.ts';
import type { Refusal } from '../../../shared/contract/refusals.ts';
import { CLAIM_ANSWER_MS } from '../../../shared/market/parcel/bounds.ts';
import { ok, type Result } from '../../../shared/values/result.ts';
import type { OrderFilter } from '../../ports/order-question.ts';
import type { StaffActor } from '../application.ts';
import type { ApplicationDeps } from '../deps.ts';
import { shopToday } from '../ship-days.ts';
import { readableStreams } from './readable-streams.ts';

/**
 * What waits for somebody today, of the streams whose orders they read (A6): counted by the filters of the list, so that
 * each number is that of its rows. Refusals: as `readableStreams`.
 */
export async function officeToday(
  deps: Pick<ApplicationDeps, 'readers' | 'engines' | 'clock'>,
  actor: StaffActor,
): Promise<Result<OfficeToday, Refusal>> {
  const { readers, clock } = deps;
  const streams = await readableStreams(deps, actor);
  if (!streams.ok) return streams;
  const streamIds = streams.value;
  const count = (filter: OrderFilter) =>
    readers.countOrders({ ...filter, ...(streamIds && { streamIds }) }, MOST_COUNTED);
  const [toPack, late, claims, openedAtMs, low] = await Promise.all([
    count({ isToPack: true }),
    count({ lateOn: await shopToday(deps) }),
    count({ claim: 'open' }),
    readers.longestOpenClaim(streamIds),
    readers.lowStock(streamIds, MAX_LOW_STREAMS_TOLD),
  ]);
  const rows = await Promise.all(low.map(({ streamId }) => readers.streamById(streamId)));
  return ok({
    asOfMs: clock.nowMs(),
    ...{ toPack, late, claims },
    answerByMs: openedAtMs === null ? null : openedAtMs + CLAIM_ANSWER_MS,
    lowStock: rows.flatMap((row, index) => {
      if (!row) return [];
      const { slug, title, titleEn, status } = row;
      return [{ slug, title, ...(titleEn && { titleEn }), status, products: low[index]?.products ?? 0 }];
    }),
  });
}
