import type { LiveView } from '../../../../shared/live-view/entries.ts';
import { shownPrice } from '../../../../shared/live-view/price.ts';
import type { ListedStream, ProductOnAir, StreamSummary } from '../../../../shared/market/stream/contract.ts';
import { hasEnded } from '../../../../shared/market/stream/has-ended.ts';
import { secondNames } from '../../../../shared/values/names.ts';
import { SECOND } from '../../../../shared/values/time.ts';
import type { StreamRow } from '../../../ports/rows.ts';
import type { GatewayDeps } from '../../deps.ts';
import { KeptAnswers } from './kept-answers.ts';
import { listedRows } from './listed-rows.ts';

/** Products listed beside a live stream. */
const PRODUCTS = 3;
/** Products searched for a picture. */
const LOOKED_THROUGH = 10;
/** Cache times in ms: of a live stream's details, and of a picture in place of a cover. */
const SHOWN_MS = 2 * SECOND;
const PICTURE_MS = 30 * SECOND;

type OnAir = Pick<ListedStream, 'still' | 'isHostDrawn'>;

type PublicStreamsDeps = Pick<GatewayDeps, 'readers' | 'application' | 'crowd' | 'media' | 'clock'> & {
  config: Pick<GatewayDeps['config'], 'stillEveryMs'>;
};

/**
 * The list of public streams: covers; viewers and products of live ones; lengths of recordings. Each part is cached for
 * a few seconds.
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
    const rows = await listedRows(this.#deps);
    return Promise.all(rows.map((row) => this.#listed(row)));
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
    if (!hasEnded(status)) return about;
    const { stretches } = await media.files.recorded(row);
    const recordedMs = stretches.reduce((sum, { durationMs }) => sum + durationMs, 0);
    return { ...about, ...(recordedMs > 0 && { recordedMs: Math.round(recordedMs) }) };
  }

  #viewOf(streamId: string): Promise<LiveView | null> {
    const { application } = this.#deps;
    return this.#views.of(streamId, async () => (await application.position(streamId))?.view ?? null);
  }

  /** The picture of the first product that has one. */
  #pictureOf(streamId: string): Promise<string> {
    const { readers } = this.#deps;
    return this.#pictures.of(streamId, async () => {
      const shown = await readers.shown(streamId, LOOKED_THROUGH);
      return shown.find(({ picture }) => picture)?.picture ?? '';
    });
  }

  /** The still of a live stream, for pages that do not play it. */
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

/** A stream in a list, with its second names. */
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

/** The products of a live stream: pinned ones, newest first, then the host's order. */
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
