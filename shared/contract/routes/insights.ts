import * as z from 'zod/mini';
import { questionsReport } from '../../market/chat/contract.ts';
import { slug } from '../../values/ids.ts';
import { floorReport } from '../floor.ts';
import { funnelReport } from '../funnel.ts';
import { insightsList } from '../insights-list.ts';
import { filmPersons, momentQuery, momentReply, stepsQuery, stepsReply } from '../moment.ts';
import { partsQuery, partsReport } from '../parts.ts';
import { gmvNow, pastQuery, pastReply, salesReport } from '../sales.ts';
import { shopAftermath, shopInsights, shopInsightsQuery } from '../shop-insights.ts';
import { analysts, type RawRoute, type Route } from './route.ts';

/** What streams sold. */
export const insightsRoutes = {
  insightsList: {
    method: 'GET',
    path: '/insights',
    who: analysts,
    about: 'The streams that were live and that this member of staff may analyse, each with its numbers.',
    reply: insightsList,
  },
  shopInsights: {
    method: 'GET',
    path: '/insights/shop',
    who: analysts,
    about:
      'What the shop sold on some days (at most 400), over all streams, by stream, product, producer, channel or weekday; of a host, over those whose orders they read (A6). Rehearsals are left out.',
    query: shopInsightsQuery,
    reply: shopInsights,
  },
  shopAftermath: {
    method: 'GET',
    path: '/insights/shop/aftermath',
    who: analysts,
    about:
      'What became of the orders of those days: cancelled, refunded, shipped late, paid out in time; by the same keys.',
    query: shopInsightsQuery,
    reply: shopAftermath,
  },
  questions: {
    method: 'GET',
    path: '/insights/:slug/questions',
    who: analysts,
    about:
      'Questions of viewers (N6) by item: how many were asked, answered and wait; and the newest 300 answered ones.',
    params: z.strictObject({ slug }),
    reply: questionsReport,
  },
  sales: {
    method: 'GET',
    path: '/insights/:slug',
    who: analysts,
    about: 'What a stream sold.',
    params: z.strictObject({ slug }),
    reply: salesReport,
  },
  gmv: {
    method: 'GET',
    path: '/insights/:slug/gmv',
    who: analysts,
    about:
      'What a stream has sold by now, as its console shows it: kept with its orders, so nothing is counted for it.',
    params: z.strictObject({ slug }),
    reply: gmvNow,
  },
  past: {
    method: 'GET',
    path: '/insights/:slug/past',
    who: analysts,
    about: 'The streams before this one, of the same host or of the shop, by the numbers that are compared.',
    params: z.strictObject({ slug }),
    query: pastQuery,
    reply: pastReply,
  },
  funnel: {
    method: 'GET',
    path: '/insights/:slug/funnel',
    who: analysts,
    about:
      'How far viewers came with each item of a stream, minute by minute: seen, tapped, added, ordered, paid, and refused by code.',
    params: z.strictObject({ slug }),
    reply: funnelReport,
  },
  parts: {
    method: 'GET',
    path: '/insights/:slug/parts',
    who: analysts,
    about:
      'How far each item of a stream came, or each producer, channel or kind of price: seen, tapped, added, ordered, paid, kept, and where and when it lost most.',
    params: z.strictObject({ slug }),
    query: partsQuery,
    reply: partsReport,
  },
  floor: {
    method: 'GET',
    path: '/insights/:slug/floor',
    who: analysts,
    about:
      'What went along with each pin and flash of a stream, flashes afterwards, and what was bought together.',
    params: z.strictObject({ slug }),
    reply: floorReport,
  },
  moment: {
    method: 'GET',
    path: '/insights/:slug/moment',
    who: analysts,
    about: 'A stream as it was at an instant, out of its log alone; with a buyer, also that cart.',
    params: z.strictObject({ slug }),
    query: momentQuery,
    reply: momentReply,
  },
  steps: {
    method: 'GET',
    path: '/insights/:slug/steps',
    who: analysts,
    about: 'The facts of a stream after a place, as short as they can be told.',
    params: z.strictObject({ slug }),
    query: stepsQuery,
    reply: stepsReply,
  },
  filmPersons: {
    method: 'GET',
    path: '/insights/:slug/persons',
    who: analysts,
    about:
      'The first 500 persons who added, ordered or were refused something in a stream, each with the first time.',
    params: z.strictObject({ slug }),
    reply: filmPersons,
  },
} as const satisfies Record<string, Route>;

export const insightsRawRoutes = {
  export: {
    method: 'GET',
    path: '/insights/:slug/export/:file',
    gives: ['text/csv', 'application/x-ndjson', 'application/vnd.apache.parquet'],
    who: analysts,
    about:
      'Raw data of a stream: facts, orders, lines, minutes, channels or chat as .csv, .ndjson or .parquet (docs/data-dictionary.md), and dictionary.csv.',
  },
  salesCsv: {
    method: 'GET',
    path: '/insights/:slug/items.csv',
    gives: ['text/csv'],
    who: analysts,
    about: 'The per-item table as CSV.',
  },
} as const satisfies Record<string, RawRoute>;
