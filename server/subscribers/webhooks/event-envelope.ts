import type { OutsideEvent } from '../../../shared/contract/outside-event.ts';
import { BoundedMap } from '../../../shared/values/bounded-map.ts';
import type { ApplicationDeps } from '../../application/deps.ts';
import type { Stamp } from '../../market/kernel/stamp.ts';
import type { EventStamp, EventStream } from './fact-to-event.ts';

/** Streams whose slug, currency and number are remembered: from their beginning on none of them changes (S9). */
const MAX_STREAMS_KNOWN = 1_000;

/** Looks up what an event says of its stream; null for a rehearsal, of which nothing counts (S1). */
export function streamsTold({ readers, engines }: Pick<ApplicationDeps, 'readers' | 'engines'>) {
  const known = new BoundedMap<string, EventStream | null>(MAX_STREAMS_KNOWN);
  return async (streamId: string) => {
    const seen = known.get(streamId);
    if (seen !== undefined) return seen;
    const row = await readers.streamById(streamId);
    if (!row) return null;
    const { slug, currency, rehearsalOf } = row;
    const told =
      rehearsalOf === null
        ? { streamId, slug, currency, shopNumber: await engines.findShopNumber(streamId) }
        : null;
    if (row.status !== 'SCHEDULED') known.set(streamId, told);
    return told;
  };
}

/**
 * Names one event for ever: the log, the place, and the beginning of its hash, since a log that diverged has other
 * facts at the same places.
 */
export function eventId(logId: string, seq: number, hash: string): string {
  return `${logId}.${seq}.${hash.slice(0, 12)}`;
}

/** The text that is signed, and told by the feed: the same whenever it is made. */
export function bodyOf(event: OutsideEvent): string {
  return JSON.stringify(event);
}

export function eventStamp({ seq, atMs }: Stamp): EventStamp {
  return { seq, timestamp: new Date(atMs).toISOString() };
}
