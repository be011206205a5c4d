import type { PartBy, PartsReport, SalesPart } from '../../../../shared/contract/parts.ts';
import type { Refusal } from '../../../../shared/contract/refusals.ts';
import type { SalesReport } from '../../../../shared/contract/sales.ts';
import { ok, type Result, refuse } from '../../../../shared/values/result.ts';
import { sightOf } from '../../../application/stream/sight.ts';
import type { StreamRow } from '../../../ports/rows.ts';
import type { GatewayDeps } from '../../deps.ts';
import type { Handlers } from '../serve-routes.ts';
import { countedStreams } from './counted-streams.ts';
import type { ExportedStream } from './exports/rows.ts';
import { filmRoutes } from './film-routes.ts';
import { insightsList } from './insights-list.ts';
import { pastStreams } from './past-streams.ts';

/** Times that one file asks for a log to be read on, some 150,000 facts each. */
const MAX_READS = 20;

type InsightsRoutes = Pick<
  Handlers,
  | 'insightsList'
  | 'shopInsights'
  | 'shopAftermath'
  | 'sales'
  | 'gmv'
  | 'questions'
  | 'past'
  | 'floor'
  | 'funnel'
  | 'parts'
  | 'filmPersons'
  | 'moment'
  | 'steps'
>;
type Actor = Parameters<GatewayDeps['application']['staffGrants']>[1];

/** Routes of a stream's sales, their reasons, and its state at any instant. */
export function insightsRoutes(deps: GatewayDeps): InsightsRoutes {
  const { readers, analyst, clock, application } = deps;
  const counts = countedStreams(deps);
  const past = pastStreams(deps, counts);
  const list = insightsList(deps, counts);
  const counting = new Map<string, Promise<SalesReport | null>>();

  /** The report, its categories with the names of the catalogue for readers of English. */
  async function counted(streamId: string): Promise<SalesReport | null> {
    const report = await readers.sales(streamId, clock.nowMs());
    if (!report) return null;
    const { categories } = await application.productFacets();
    const known = new Map(categories.map(({ category, categoryEn }) => [category, categoryEn]));
    const items = report.items.map((item) => {
      const categoryEn = known.get(item.category);
      return categoryEn ? { ...item, categoryEn } : item;
    });
    return { ...report, items };
  }

  /** Counts a stream's sales. Concurrent requests share one count, so ten open pages cost as much as one. */
  function count(streamId: string): Promise<SalesReport | null> {
    const underWay = counting.get(streamId);
    if (underWay) return underWay;
    const report = counted(streamId).finally(() => counting.delete(streamId));
    counting.set(streamId, report);
    return report;
  }

  const onStream = async <Reply>(
    slug: string,
    actor: Actor,
    question: (stream: StreamRow) => Promise<Reply | null>,
  ): Promise<Result<Reply, Refusal>> => {
    const stream = await insightOf(deps, slug, actor);
    const reply = stream ? await question(stream) : null;
    return reply ? ok(reply) : refuse({ code: 'NOT_FOUND' });
  };
  return {
    insightsList: async ({ staff }) => ok(await list(staff!.actor)),
    shopInsights: ({ query, staff }) => application.shopInsights(staff!.actor, query),
    shopAftermath: ({ query, staff }) => application.shopAftermath(staff!.actor, query),
    sales: ({ params, staff }) => onStream(params.slug, staff!.actor, ({ streamId }) => count(streamId)),
    questions: ({ params, staff }) =>
      onStream(params.slug, staff!.actor, ({ streamId }) => application.chats.questions(streamId)),
    gmv: ({ params, staff }) =>
      onStream(params.slug, staff!.actor, ({ streamId }) => application.gmvNow(streamId)),
    past: ({ params, query, staff }) => onStream(params.slug, staff!.actor, (stream) => past(stream, query)),
    funnel: ({ params, staff }) =>
      onStream(params.slug, staff!.actor, async ({ streamId }) => {
        const [exposed, refused] = await Promise.all([
          readers.exposedMinutes(streamId),
          readers.refusals(streamId),
        ]);
        return analyst.funnel(streamId, exposed, refused);
      }),
    parts: ({ params, query, staff }) =>
      onStream(params.slug, staff!.actor, ({ streamId }) => partsReport(deps, streamId, query.by ?? 'item')),
    floor: ({ params, staff }) =>
      onStream(params.slug, staff!.actor, async ({ streamId }) => {
        const [steps, refused] = await Promise.all([
          readers.watched(streamId, clock.nowMs()),
          readers.refusals(streamId),
        ]);
        return analyst.floor(streamId, steps, refused);
      }),
    ...filmRoutes(deps, (slug, actor) => insightOf(deps, slug, actor)),
  };
}

/** Who first saw and tapped what of each part; null by price: a screen does not say at which one an item was seen. */
async function exposedOf(
  readers: GatewayDeps['readers'],
  streamId: string,
  by: PartBy,
): ReturnType<GatewayDeps['readers']['exposedParts']> {
  if (by === 'price') return null;
  if (by !== 'item') return readers.exposedParts(streamId, by);
  const exposed = await readers.exposedMinutes(streamId);
  return exposed?.map(({ itemNumber, ...minute }) => ({ of: String(itemNumber), ...minute })) ?? null;
}

/** How far each part of a stream's sales came. */
async function partsReport(
  { readers, analyst }: Pick<GatewayDeps, 'readers' | 'analyst'>,
  streamId: string,
  by: PartBy,
): Promise<PartsReport | null> {
  const [exposed, refused] = await Promise.all([
    exposedOf(readers, streamId, by),
    readers.refusals(streamId),
  ]);
  return analyst.parts(streamId, by, exposed, refused);
}

/** The items of a stream as its log has them; null: a long log is still being read, and a file says no half of it. */
export async function itemParts(
  deps: Pick<GatewayDeps, 'readers' | 'analyst'>,
  streamId: string,
): Promise<SalesPart[] | null> {
  for (let asked = 0; asked < MAX_READS; asked += 1) {
    const told = await partsReport(deps, streamId, 'item');
    if (!told) return null;
    if (told.isWhole) return told.parts;
  }
  return null;
}

/**
 * A stream that a member of staff may analyse: operators and analysts all, hosts those that they may open. Floor prices
 * are for operators, and for hosts who set prices there.
 */
export async function insightOf(
  { readers, application }: Pick<GatewayDeps, 'readers' | 'application'>,
  slug: string,
  actor: Actor,
): Promise<ExportedStream | null> {
  const stream = await readers.streamBySlug(slug);
  if (!stream) return null;
  const shopNumber = await application.shopNumber(stream.streamId);
  if (actor.role !== 'host') return { ...stream, shopNumber, hasFloorPrices: actor.role === 'operator' };
  const rights = await application.staffGrants(stream.streamId, actor);
  return rights && { ...stream, shopNumber, hasFloorPrices: sightOf(rights).floorPrices };
}
