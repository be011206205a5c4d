import type { Recount } from '../../../ports/recount.ts';
import { reportLinks } from '../postgres/open.ts';
import { salesReader } from '../postgres/sales-reader.ts';
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
import { numbered } from '../texts.ts';

/** Reads a market's database while servers go on writing. */
export function openPostgresRecount(url: string): Recount {
  const links = reportLinks(url);
  const all = (text: string, ...values: unknown[]) => links.query<never>(numbered(text), values);
  return {
    sales: salesReader(links),
    outside: async (streamId) =>
      outsideOf({
        presences: await all(RAW_PRESENCES, streamId),
        exposures: await all(RAW_EXPOSURES, streamId),
        refusals: await all(RAW_REFUSALS, streamId),
        aliases: await all(RAW_ALIASES),
      }),
    itemMinutes: async (streamId) => itemMinutesOf(await all(ITEM_MINUTES, streamId)),
    itemPayers: async (streamId) => itemPayersOf(await all(ITEM_PAYERS, streamId)),
    close: () => links.close(),
  };
}
