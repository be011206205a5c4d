import type { Recount } from '../../../ports/recount.ts';
import {
  ITEM_MINUTES,
  ITEM_PAYERS,
  itemMinutesOf,
  itemPayersOf,
  outsideOf,
  RAW_ALIASES,
  RAW_EXPOSURES,
  RAW_PRESENCES,
  RAW_REFUSALS,
} from '../sales-texts.ts';
import { openReader } from '../sqlite/connection.ts';
import { salesReader } from '../sqlite/sales-reader.ts';

/** Reads a market's file while a server may have it open. @throws StoreOpenError */
export function openSqliteRecount(file: string): Recount {
  const db = openReader(file);
  const sales = salesReader(db);
  const all = (text: string, ...values: unknown[]) => db.prepare<unknown[]>(text).all(...values) as never[];
  return {
    sales: async (streamId, asOfMs) => sales(streamId, asOfMs),
    outside: async (streamId) =>
      outsideOf({
        presences: all(RAW_PRESENCES, streamId),
        exposures: all(RAW_EXPOSURES, streamId),
        refusals: all(RAW_REFUSALS, streamId),
        aliases: all(RAW_ALIASES),
      }),
    itemMinutes: async (streamId) => itemMinutesOf(all(ITEM_MINUTES, streamId)),
    itemPayers: async (streamId) => itemPayersOf(all(ITEM_PAYERS, streamId)),
    close: async () => void db.close(),
  };
}
