import type { ReplayView } from '../../shared/contract/media.ts';
import { BoundedMap } from '../../shared/values/bounded-map.ts';
import type { Application } from '../application/application.ts';
import { factOf } from '../event-log/commit/hash-chain.ts';
import type { Store } from '../event-log/ports/store.ts';
import type { Clock } from '../lib/clock.ts';
import type { StreamFact } from '../market/facts.ts';
import { LineupOverTime, lineupOverTimeTypes } from '../market/stream/lineup-over-time.ts';
import type { Readers } from '../ports/readers.ts';
import type { StreamRow } from '../ports/rows.ts';
import { nextOnAir, type OnAir } from './next-on-air.ts';

/** Facts of one read. */
const PAGE = 5_000;
/** Bound of cached lineups. */
const KEPT_LINEUPS = 100;
/** Time in ms after which a cached lineup is read on: of a stream that is over only its page still changes (S8). */
const READ_ON_MS = 1_000;
/** Cache time of today's prices, in ms. */
const PRICES_MS = 30_000;

/** A lineup, and the place in the log up to which it was read. */
interface ReadLineup {
  lineup: LineupOverTime;
  seq: number;
}

/** A stream's recording: its playlist, and the stretches of wall-clock time in it. */
export type Recorded = Pick<ReplayView, 'playlist' | 'stretches'>;

/**
 * Answers for replays: the recording, the lineup at each moment, and today's prices. Those are of a stream that sells
 * the products, else of the catalogue. Null for a stream that is not over, never started, is a rehearsal (S1) or
 * unknown.
 */
export function openReplay(deps: {
  store: Pick<Store, 'factsAfter'>;
  readers: Pick<Readers, 'streamBySlug' | 'streams' | 'shown' | 'productById'>;
  clock: Pick<Clock, 'nowMs'>;
  recorded: (stream: StreamRow) => Promise<Recorded>;
  position: Application['position'];
}): (slug: string) => Promise<ReplayView | null> {
  const { store, readers, clock, recorded } = deps;
  const nextOf = nextOnAir(deps);
  const lineups = new BoundedMap<string, { atMs: number; asked: Promise<ReadLineup> }>(KEPT_LINEUPS);
  const prices = new BoundedMap<string, { atMs: number; asked: Promise<Map<string, number>> }>(KEPT_LINEUPS);

  async function readOn(streamId: string, { lineup, seq }: ReadLineup): Promise<ReadLineup> {
    for (let readSeq = seq; ; ) {
      const facts = await store.factsAfter(streamId, readSeq, PAGE, lineupOverTimeTypes);
      for (const stored of facts) lineup.take(factOf<StreamFact>(stored), stored);
      readSeq = facts.at(-1)?.seq ?? readSeq;
      if (facts.length < PAGE) return { lineup, seq: readSeq };
    }
  }

  async function lineupOf(streamId: string): Promise<LineupOverTime> {
    const kept = lineups.get(streamId);
    const nowMs = clock.nowMs();
    if (kept && nowMs - kept.atMs < READ_ON_MS) return (await kept.asked).lineup;
    const before = kept?.asked ?? Promise.resolve({ lineup: new LineupOverTime(), seq: 0 });
    const asked = before.then((read) => readOn(streamId, read));
    lineups.set(streamId, { atMs: nowMs, asked });
    asked.catch(() => lineups.delete(streamId));
    return (await asked).lineup;
  }

  /** The catalogue's prices, cached for all viewers. */
  function pricesOf(streamId: string, lineup: LineupOverTime): Promise<Map<string, number>> {
    const kept = prices.get(streamId);
    if (kept && clock.nowMs() - kept.atMs < PRICES_MS) return kept.asked;
    const asked = catalogueOf(lineup, readers);
    prices.set(streamId, { atMs: clock.nowMs(), asked });
    asked.catch(() => prices.delete(streamId));
    return asked;
  }

  return async (slug) => {
    const stream = await readers.streamBySlug(slug);
    if (!stream || !isOverInPublic(stream)) return null;
    const { streamId, title, hostName, titleEn, hostNameEn, currency } = stream;
    const lineup = await lineupOf(streamId);
    const { startedAtMs, endedAtMs } = lineup;
    if (startedAtMs === null || endedAtMs === null) return null;
    const today = await pricesOf(streamId, lineup);
    const next = await nextOf();
    return {
      ...{ streamId, slug, title, hostName, currency, startedAtMs, endedAtMs },
      ...(titleEn && { titleEn }),
      ...(hostNameEn && { hostNameEn }),
      ...(await recorded(stream)),
      pins: lineup.pins,
      flashes: lineup.flashes,
      items: lineup.items.map(({ productId, listPriceMinor, ...item }) => ({
        ...item,
        thenMinor: listPriceMinor,
        ...todayOf(next.get(productId), today.get(productId) ?? null),
      })),
    };
  };
}

/** The catalogue's prices of a lineup. */
async function catalogueOf(
  lineup: LineupOverTime,
  readers: Pick<Readers, 'productById'>,
): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const productId of new Set(lineup.items.map((item) => item.productId))) {
    const product = await readers.productById(productId);
    if (product) found.set(productId, product.priceMinor);
  }
  return found;
}

/** Today's price: a host may sell at another price than the catalogue's, and that counts. */
function todayOf(
  onAir: OnAir | undefined,
  catalogueMinor: number | null,
): Pick<ReplayView['items'][number], 'todayMinor' | 'next'> {
  if (!onAir) return { todayMinor: catalogueMinor };
  return { todayMinor: onAir.listPriceMinor ?? catalogueMinor, next: onAir.next };
}

/** True if the stream's replay is public. */
export function isOverInPublic({ status, rehearsalOf }: StreamRow): boolean {
  return rehearsalOf === null && (status === 'ENDED' || status === 'CLOSED');
}
