import type { LiveView } from '../../../../shared/live-view/entries.ts';
import { shownPrice } from '../../../../shared/live-view/price.ts';
import type { ListedStream, ProductOnAir, StreamSummary } from '../../../../shared/market/stream/contract.ts';
import { BoundedMap } from '../../../../shared/values/bounded-map.ts';
import { secondNames } from '../../../../shared/values/names.ts';
import { DAY, SECOND } from '../../../../shared/values/time.ts';
import type { StreamRow } from '../../../ports/rows.ts';
import type { GatewayDeps } from '../../deps.ts';

const MAX_STREAMS = 200;
/** A stream that ended is still listed for a month, the newest so many of them: its buyers look for it, others look back. */
const LISTED_AFTER_END_MS = 30 * DAY;
const PAST_LISTED = 12;
/** Products that stand beside a stream that is on. */
const PRODUCTS = 3;
/** Products that are looked through for a picture. */
const LOOKED_THROUGH = 10;
/** What a list shows of a stream that is on may be so old, and a picture in the place of a cover. */
const SHOWN_MS = 2 * SECOND;
const PICTURE_MS = 30 * SECOND;

/**
 * Lists the streams that everybody may see, with what a page of them shows: covers, who watches and what is sold on those
 * that are on, how long the recordings are of those that are over. Nothing is read twice within seconds, however many ask.
 */
export function publicStreams({
  readers,
  application,
  crowd,
  media,
  clock,
  config,
}: Pick<GatewayDeps, 'readers' | 'application' | 'crowd' | 'media' | 'clock'> & {
  config: Pick<GatewayDeps['config'], 'stillEveryMs'>;
}): () => Promise<ListedStream[]> {
  const views = new BoundedMap<string, Kept<LiveView | null>>(MAX_STREAMS);
  const pictures = new BoundedMap<string, Kept<string>>(MAX_STREAMS);
  const onAir = new BoundedMap<string, Kept<OnAir>>(MAX_STREAMS);

  function viewOf(streamId: string): Promise<LiveView | null> {
    return keptFor(
      SHOWN_MS,
      views,
      streamId,
      async () => (await application.position(streamId))?.view ?? null,
    );
  }

  /** Of the first product that has one. */
  function pictureOf(streamId: string): Promise<string> {
    return keptFor(PICTURE_MS, pictures, streamId, async () => {
      const shown = await readers.shown(streamId, LOOKED_THROUGH);
      return shown.find(({ picture }) => picture)?.picture ?? '';
    });
  }

  /** What a page that does not play it can show of its picture. */
  function onAirOf({ streamId, slug }: StreamRow): Promise<OnAir> {
    return keptFor(SHOWN_MS, onAir, streamId, async () => {
      const told = await media.view(streamId);
      const everyMs = config.stillEveryMs;
      const hasPicture = told?.sources.some(({ kind, isMuted }) => kind === 'video' && !isMuted) ?? false;
      const url = `/api/v1/streams/${slug}/still`;
      return {
        ...(hasPicture && everyMs > 0 && { still: { url, everyMs } }),
        ...(told?.isHostDrawn && { isHostDrawn: true as const }),
      };
    });
  }

  async function keptFor<T>(
    ms: number,
    kept: BoundedMap<string, Kept<T>>,
    streamId: string,
    ask: () => Promise<T>,
  ): Promise<T> {
    const nowMs = clock.nowMs();
    const known = kept.get(streamId);
    if (known && nowMs - known.atMs < ms) return known.asked;
    const asked = ask();
    kept.set(streamId, { asked, atMs: nowMs });
    asked.catch(() => kept.delete(streamId));
    return asked;
  }

  async function listed(row: StreamRow): Promise<ListedStream> {
    const { streamId, status } = row;
    const cover = row.cover || (await pictureOf(streamId));
    const about = { ...summaryOf(row), ...(cover && { cover }) };
    if (status === 'LIVE' || status === 'INTERRUPTED') {
      const view = await viewOf(streamId);
      const products = view ? productsOf(view, application.timeOf(streamId, clock.steadyMs())) : [];
      const shown = status === 'LIVE' ? await onAirOf(row) : {};
      return { ...about, viewers: crowd.viewers(streamId), products, ...shown };
    }
    if (status !== 'ENDED' && status !== 'CLOSED') return about;
    const { stretches } = await media.files.recorded(row);
    const recordedMs = stretches.reduce((sum, { durationMs }) => sum + durationMs, 0);
    return { ...about, ...(recordedMs > 0 && { recordedMs: Math.round(recordedMs) }) };
  }

  return async () => {
    const rows = await readers.streams({ rehearsals: false, limit: MAX_STREAMS });
    const sinceMs = clock.nowMs() - LISTED_AFTER_END_MS;
    const shown = rows.filter((row) => isPublic(row, sinceMs));
    const over = shown.filter(({ endedAtMs }) => endedAtMs !== null);
    const dropped = new Set(over.sort((a, b) => b.endedAtMs! - a.endedAtMs!).slice(PAST_LISTED));
    return Promise.all(shown.filter((row) => !dropped.has(row)).map(listed));
  };
}

type OnAir = Pick<ListedStream, 'still' | 'isHostDrawn'>;

interface Kept<T> {
  asked: Promise<T>;
  atMs: number;
}

/** A stream in a list, under its second names too. */
export function summaryOf(row: StreamRow): StreamSummary {
  const { streamId, slug, title, hostName, titleEn, hostNameEn } = row;
  const { status, currency, scheduledAtMs, liveStartMs, endedAtMs, rehearsalOf } = row;
  return {
    ...{ streamId, slug, title, hostName },
    ...(titleEn && { titleEn }),
    ...(hostNameEn && { hostNameEn }),
    ...{ status, currency, scheduledAtMs, liveStartMs, endedAtMs, rehearsalOf },
  };
}

/** What is pinned, the newest first, and then what comes next in the host's order. */
function productsOf(view: LiveView, nowMs: number): ProductOnAir[] {
  const pinned = [...view.pins].sort((a, b) => b.sinceMs - a.sinceMs).map(({ itemNumber }) => itemNumber);
  const numbers = [...new Set([...pinned, ...view.order])];
  return numbers.slice(0, PRODUCTS).flatMap((itemNumber) => {
    const card = view.cards[itemNumber];
    const price = shownPrice(view, itemNumber, nowMs);
    if (!card || !price) return [];
    const { name, picture } = card;
    const { nameEn } = secondNames(card);
    const isPinned = pinned.includes(itemNumber);
    return [
      {
        ...{ itemNumber, name, ...(nameEn && { nameEn }), picture, priceMinor: price.priceMinor },
        ...(isPinned && { isPinned: true as const }),
      },
    ];
  });
}

function isPublic({ status, rehearsalOf, endedAtMs }: StreamRow, sinceMs: number): boolean {
  if (status === 'REHEARSAL' || status === 'CANCELLED' || rehearsalOf !== null) return false;
  return endedAtMs === null || endedAtMs >= sinceMs;
}
