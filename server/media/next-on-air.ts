import type { NextOnAir } from '../../shared/contract/media.ts';
import type { Application } from '../application/application.ts';
import type { Clock } from '../lib/clock.ts';
import type { Readers } from '../ports/readers.ts';
import type { StreamRow } from '../ports/rows.ts';

/** Bounds of streams and products that are searched: more are neither live nor planned. */
const MAX_LISTED = 200;
const MAX_STREAMS = 20;
const MAX_PRODUCTS = 500;
/** Cache time of the answer in ms. */
const KEPT_MS = 30_000;

/** The place where a product is or will be on sale. */
export interface OnAir {
  next: NextOnAir;
  /** The list price there, as the log has it, without flash prices; null: not on sale yet. */
  listPriceMinor: number | null;
}

/**
 * The next sale of each product: on a live stream, else on the earliest planned one. The answer is cached for all
 * viewers of replays.
 * @returns by product id
 */
export function nextOnAir({
  readers,
  clock,
  position,
}: {
  readers: Pick<Readers, 'streams' | 'shown'>;
  clock: Pick<Clock, 'nowMs'>;
  position: Application['position'];
}): () => Promise<ReadonlyMap<string, OnAir>> {
  let kept: { asked: Promise<ReadonlyMap<string, OnAir>>; atMs: number } | null = null;

  async function read(): Promise<ReadonlyMap<string, OnAir>> {
    const rows = await readers.streams({ rehearsals: false, limit: MAX_LISTED });
    const ahead = rows
      .filter((row) => isOn(row) || row.status === 'SCHEDULED')
      .sort((a, b) => Number(isOn(b)) - Number(isOn(a)) || a.scheduledAtMs - b.scheduledAtMs)
      .slice(0, MAX_STREAMS);
    const found = new Map<string, OnAir>();
    for (const row of ahead) {
      const { slug, scheduledAtMs: startsAtMs } = row;
      const where = { slug, startsAtMs, isOn: isOn(row) };
      // A server that does not answer must not block replays: the catalogue's price is shown.
      const told = where.isOn ? await position(row.streamId).catch(() => null) : null;
      for (const { productId, itemNumber } of await readers.shown(row.streamId, MAX_PRODUCTS)) {
        if (found.has(productId)) continue;
        const next = { ...where, itemNumber };
        found.set(productId, { next, listPriceMinor: told?.view.cards[itemNumber]?.listPriceMinor ?? null });
      }
    }
    return found;
  }

  return () => {
    const nowMs = clock.nowMs();
    if (kept && nowMs - kept.atMs < KEPT_MS) return kept.asked;
    const asked = read();
    kept = { asked, atMs: nowMs };
    asked.catch(() => {
      kept = null;
    });
    return asked;
  };
}

function isOn({ status }: StreamRow): boolean {
  return status === 'LIVE' || status === 'INTERRUPTED';
}
