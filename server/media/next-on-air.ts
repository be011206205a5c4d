import type { NextOnAir } from '../../shared/contract/media.ts';
import type { Application } from '../application/application.ts';
import type { Clock } from '../lib/clock.ts';
import type { Readers } from '../ports/readers.ts';
import type { StreamRow } from '../ports/rows.ts';

/** Streams that are looked through, and products of each: more are neither on nor coming. */
const MAX_LISTED = 200;
const MAX_STREAMS = 20;
const MAX_PRODUCTS = 500;
/** What comes may be told so late. */
const KEPT_MS = 30_000;

/** Where a product can be bought, or will be. */
export interface OnAir {
  next: NextOnAir;
  /** What it costs there without a flash sale, as the log has it; null: it is not sold there yet. */
  listPriceMinor: number | null;
}

/**
 * Finds where each product can be bought: on a stream that is on, else on the one that begins first. Asked for once in a
 * while, however many look back.
 * @returns by the product's id
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
      const next = { slug, startsAtMs, isOn: isOn(row) };
      // A stream whose server does not answer stops no replay: its products cost what the catalogue says.
      const told = next.isOn ? await position(row.streamId).catch(() => null) : null;
      for (const { productId, itemNumber } of await readers.shown(row.streamId, MAX_PRODUCTS)) {
        if (found.has(productId)) continue;
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
