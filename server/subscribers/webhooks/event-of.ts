import type { OutsideEvent } from '../../../shared/contract/outside-event.ts';
import { BoundedMap } from '../../../shared/values/bounded-map.ts';
import type { ApplicationDeps } from '../../application/deps.ts';
import type { Stamp } from '../../market/kernel/stamp.ts';
import type { StreamRow } from '../../ports/rows.ts';
import type { EventStamp } from './event.ts';

/** Streams whose slug and currency are remembered: they never change. */
const MAX_STREAMS_KNOWN = 1_000;

/** Looks up what an event says of its stream; null for a rehearsal, of which nothing counts (S1). */
export function streamsTold({ readers }: Pick<ApplicationDeps, 'readers'>) {
  const known = new BoundedMap<string, Pick<StreamRow, 'streamId' | 'slug' | 'currency'> | null>(
    MAX_STREAMS_KNOWN,
  );
  return async (streamId: string) => {
    const seen = known.get(streamId);
    if (seen !== undefined) return seen;
    const row = await readers.streamById(streamId);
    const told = row && row.rehearsalOf === null ? row : null;
    if (row) known.set(streamId, told);
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
