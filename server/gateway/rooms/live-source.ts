import type { Change, LiveView } from '../../../shared/live-view/entries.ts';
import type { Presence } from '../audience/presence.ts';
import type { GatewayDeps } from '../deps.ts';
import type { RoomSource } from './rooms.ts';

/** The streams as a source of viewers' rooms. */
export function liveSource({
  application,
  publications,
  clock,
  presence,
}: Pick<GatewayDeps, 'application' | 'publications' | 'clock'> & {
  presence: Pick<Presence, 'viewers'>;
}): RoomSource<LiveView, Change> {
  return {
    position: (streamId) => application.position(streamId),
    readOn: (streamId, told) => application.readOn(streamId, told),
    subscribe: (hear) => publications.subscribe((publication) => hear(publication.streamId, publication)),
    nowMs: (streamId) => application.timeOf(streamId, clock.steadyMs()),
    viewers: (streamId) => presence.viewers(streamId),
    isCrowded: (streamId) => application.isCrowded(streamId),
  };
}
