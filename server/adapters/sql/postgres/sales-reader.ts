import type { SalesMark, SalesReport } from '../../../../shared/contract/sales.ts';
import type { Channel } from '../../../../shared/values/channel.ts';
import { attendance, type Presence } from '../../../insights/attendance.ts';
import type { ExposedMinute, ExposedPart } from '../../../insights/floor/funnel.ts';
import type { Refused } from '../../../insights/floor/refused.ts';
import { emptyTally } from '../../../insights/order-tally.ts';
import {
  liveWindow,
  MAX_MARKS_SHOWN,
  reportOf,
  type SoldItem,
  type SoldMinute,
  type SoldStream,
  salesCut,
  UNMET_CODES,
} from '../../../insights/sales.ts';
import { MAX_FUNNEL_REFUSALS, type Readers } from '../../../ports/readers.ts';
import { withRestocked } from '../../restocked.ts';
import * as text from '../sales-texts.ts';
import { marks, numbered } from '../texts.ts';
import type { ConnectionPool } from './connection-pool.ts';
import { exposureTally } from './exposure-tally.ts';
import { orderTally } from './order-tally.ts';

/** The sales report: everything is read in one transaction, so that its numbers agree with each other. */
export function salesReader(
  reports: ConnectionPool,
): (streamId: string, asOfMs: number) => Promise<SalesReport | null> {
  return (streamId, asOfMs) =>
    reports.transaction(async (link) => {
      await link.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
      const all = async <Row>(shared: string, ...values: unknown[]) =>
        (await link.query<Row>(inPostgres(shared), values)).rows;
      const pairs = async <Key = number>(shared: string, ...values: unknown[]) => {
        const rows = await all<Record<string, unknown>>(shared, ...values);
        return new Map(rows.map((row) => Object.values(row) as [Key, number]));
      };

      const [stream] = await all<SoldStream>(text.SALES_STREAM, streamId);
      if (!stream) return null;
      const cut = salesCut(stream, asOfMs);
      const window = liveWindow(stream, asOfMs) ?? { startMs: 0, endMs: 0 };
      const presences = await all<StoredPresence>(
        text.SALES_PRESENCES,
        streamId,
        window.endMs,
        window.startMs,
      );
      const [adders] = await all<{ count: number }>(text.SALES_ADDERS, streamId);
      return reportOf(
        {
          stream,
          items: withRestocked(
            await all<SoldItem>(text.SALES_ITEMS, streamId),
            await all<{ body: string }>(text.SALES_RESTOCKS, streamId),
          ),
          orders: cut ? await orderTally(link, streamId, cut) : emptyTally(),
          attendance: attendance(presences.map(presenceOf), window),
          exposures: await exposureTally(link, streamId),
          adders: adders?.count ?? 0,
          addersOfItem: await pairs(text.SALES_ADDERS_OF_ITEMS, streamId),
          addersOfChannel: await pairs<Channel>(text.SALES_ADDERS_OF_CHANNELS, streamId),
          unmetUnits: await pairs(text.SALES_UNMET(marks(UNMET_CODES.length)), streamId, ...UNMET_CODES),
          minutes: await all<SoldMinute>(text.SALES_MINUTES, streamId),
          marks: await all<SalesMark>(text.SALES_MARKS, streamId, MAX_MARKS_SHOWN),
        },
        asOfMs,
      );
    });
}

/** The questions that go with a log: who watched when, and who asked in vain. */
export function floorReaders(
  reports: ConnectionPool,
): Pick<Readers, 'watched' | 'refusals' | 'itemFunnel' | 'exposedMinutes' | 'exposedParts'> {
  return {
    async watched(streamId, asOfMs) {
      const [stream] = await reports.query<SoldStream>(inPostgres(text.SALES_STREAM), [streamId]);
      const window = stream ? liveWindow(stream, asOfMs) : null;
      if (!window) return [];
      const values = [streamId, window.endMs, window.startMs];
      const rows = await reports.query<StoredPresence>(inPostgres(text.SALES_PRESENCES), values);
      return attendance(rows.map(presenceOf), window).steps;
    },
    exposedMinutes: (streamId) =>
      reports.transaction(async (link) => {
        await link.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
        const said = await link.query(numbered(text.HAS_EXPOSED_MINUTES), [streamId]);
        const { rows } = await link.query<ExposedMinute>(numbered(text.EXPOSED_MINUTES), [
          streamId,
          streamId,
        ]);
        return text.exposedMinutesOf(said.rows, rows);
      }),
    exposedParts: (streamId, by) =>
      reports.transaction(async (link) => {
        await link.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
        const said = await link.query(numbered(text.HAS_EXPOSED_MINUTES), [streamId]);
        const asked = text.exposedPartsText(by, streamId);
        const { rows } = await link.query<ExposedPart>(numbered(asked.text), asked.values);
        return text.exposedPartsOf(said.rows, rows);
      }),
    itemFunnel: (streamId, itemNumber) =>
      reports.transaction(async (link) => {
        await link.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
        const all = async (shared: string, ...values: unknown[]) =>
          (await link.query(numbered(shared), values)).rows as never[];
        const [told] = await all(text.WAY_TOLD, streamId, streamId);
        const [shown] = await all(text.WAY_SHOWN, streamId, itemNumber);
        const [added] = await all(text.WAY_ADDED, streamId, itemNumber);
        const refused = await all(text.WAY_REFUSED, streamId, itemNumber, MAX_FUNNEL_REFUSALS);
        return text.itemWayOf({ told: told!, shown: shown!, added: added!, refused });
      }),
    refusals: (streamId) => reports.query<Refused>(inPostgres(text.REFUSALS), [streamId]),
  };
}

type StoredPresence = Omit<Presence, 'isStaff'> & { isStaff: number };

function presenceOf(stored: StoredPresence): Presence {
  return { ...stored, isStaff: stored.isStaff === 1 };
}

/** The one aggregate that the texts name and PostgreSQL spells otherwise. */
function inPostgres(shared: string): string {
  return numbered(shared).replaceAll('count_distinct(', 'count(DISTINCT ');
}
