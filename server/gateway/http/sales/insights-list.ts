import type { InsightsList } from '../../../../shared/contract/insights-list.ts';
import type { StaffActor } from '../../../application/application.ts';
import type { GatewayDeps } from '../../deps.ts';
import { summaryOf } from '../streams/public-streams.ts';
import type { CountedStreams } from './counted-streams.ts';

/** Bound of listed streams, the newest first. */
const MAX_STREAMS = 200;

/** The streams that were live and that the actor may analyse, each with its numbers. */
export function insightsList(
  { readers, application }: Pick<GatewayDeps, 'readers' | 'application'>,
  counts: CountedStreams,
) {
  return async (actor: StaffActor): Promise<InsightsList> => {
    const rows = await readers.streams({ rehearsals: false, limit: MAX_STREAMS });
    const mine = actor.role === 'analyst' ? rows : await application.ownStreams(actor, rows);
    const shown = mine
      .filter(({ liveStartMs }) => liveStartMs !== null)
      .sort((a, b) => (b.liveStartMs ?? 0) - (a.liveStartMs ?? 0));
    const { counted, isWhole } = await counts.of(shown);
    const streams = shown.map((row) => {
      const summary = counted.get(row.streamId)?.summary;
      if (!summary) return { ...summaryOf(row), numbers: null };
      const { gmvPaidMinor, paidOrders, payingBuyers, viewers, cvr } = summary;
      return { ...summaryOf(row), numbers: { gmvPaidMinor, paidOrders, payingBuyers, viewers, cvr } };
    });
    return { streams, isWhole };
  };
}
