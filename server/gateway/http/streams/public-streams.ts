import type { LiveView } from '../../../../shared/live-view/entries.ts';
import { shownPrice } from '../../../../shared/live-view/price.ts';
import type { ListedStream, ProductOnAir, StreamSummary } from '../../../../shared/market/stream/contract.ts';
import { BoundedMap } from '../../../../shared/values/bounded-map.ts';
import { secondNames } from '../../../../shared/values/names.ts';
import { DAY, SECOND } from '../../../../shared/values/time.ts';
import type { Clock } from '../../../lib/clock.ts';
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

type OnAir = Pick<ListedStream, 'still' | 'isHostDrawn'>;

type PublicStreamsDeps = Pick<GatewayDeps, 'readers' | 'application' | 'crowd' | 'media' | 'clock'> & {
  config: Pick<GatewayDeps['config'], 'stillEveryMs'>;
};

/**
 * The list of public streams: covers; viewers and products of live ones; lengths of recordings. Each part is read
 * once in a few seconds, however many ask.
 */
export class PublicStreams {
  readonly #deps: PublicStreamsDeps;
  readonly #views: KeptAnswers<LiveView | null>;
  readonly #pictures: KeptAnswers<string>;
  readonly #onAir: KeptAnswers<OnAir>;

  constructor(deps: PublicStreamsDeps) {
    this.#deps = deps;
    this.#views = new KeptAnswers(SHOWN_MS, deps.clock);
    this.#pictures = new KeptAnswers(PICTURE_MS, deps.clock);
    this.#onAir = new KeptAnswers(SHOWN_MS, deps.clock);
  }

  async list(): Promise<ListedStream[]> {
    const { readers, clock } = this.#deps;
    const rows = await readers.streams({ rehearsals: false, limit: MAX_STREAMS });
    const sinceMs = clock.nowMs() - LISTED_AFTER_END_MS;
    const shown = rows.filter((row) => isPublic(row, sinceMs));
    const over = shown.filter(({ endedAtMs }) => endedAtMs !== null);
    const dropped = new Set(over.sort((a, b) => b.endedAtMs! - a.endedAtMs!).slice(PAST_LISTED));
    return Promise.all(shown.filter((row) => !dropped.has(row)).map((row) => this.#listed(row)));
  }

  async #listed(row: StreamRow): Promise<ListedStream> {
    const { application, crowd, media, clock } = this.#deps;
    const { streamId, status } = row;
    const cover = row.cover || (await this.#pictureOf(streamId));
    const about = { ...summaryOf(row), ...(cover && { cover }) };
    if (status === 'LIVE' || status === 'INTERRUPTED') {
      const view = await this.#viewOf(streamId);
      const products = view ? productsOf(view, application.timeOf(streamId, clock.steadyMs())) : [];
      const shown = status === 'LIVE' ? await this.#onAirOf(row) : {};
      return { ...about, viewers: crowd.viewers(streamId), products, ...shown };
    }
    if (status !== 'ENDED' && status !== 'CLOSED') return about;
    const { stretches } = await media.files.recorded(row);
    const recordedMs = stretches.reduce((sum, { durationMs }) => sum + durationMs, 0);
    return { ...about, ...(recordedMs > 0 && { recordedMs: Math.round(recordedMs) }) };
  }

  #viewOf(streamId: string): Promise<LiveView | null> {
    const { application } = this.#deps;
    return this.#views.of(streamId, async () => (await application.position(streamId))?.view ?? null);
  }

  /** Of the first product that has one. */
  #pictureOf(streamId: string): Promise<string> {
    const { readers } = this.#deps;
    return this.#pictures.of(streamId, async () => {
      const shown = await readers.shown(streamId, LOOKED_THROUGH);
      return shown.find(({ picture }) => picture)?.picture ?? '';
    });
  }

  /** What a page that does not play it can show of its picture. */
  #onAirOf({ streamId, slug }: StreamRow): Promise<OnAir> {
    const { media, config } = this.#deps;
    return this.#onAir.of(streamId, async () => {
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
}

/** Answers about streams that are kept for a while; one that failed is asked for again. */
class KeptAnswers<T> {
  readonly #forMs: number;
  readonly #clock: Pick<Clock, 'nowMs'>;
  readonly #kept = new BoundedMap<string, { asked: Promise<T>; atMs: number }>(MAX_STREAMS);

  constructor(forMs: number, clock: Pick<Clock, 'nowMs'>) {
    this.#forMs = forMs;
    this.#clock = clock;
  }

  async of(streamId: string, ask: () => Promise<T>): Promise<T> {
    const nowMs = this.#clock.nowMs();
    const known = this.#kept.get(streamId);
    if (known && nowMs - known.atMs < this.#forMs) return known.asked;
    const asked = ask();
    this.#kept.set(streamId, { asked, atMs: nowMs });
    asked.catch(() => this.#kept.delete(streamId));
    return asked;
  }
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
