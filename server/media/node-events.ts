import type { OnAirHere } from './media-view.ts';

/** What a session's owner is to be told, on its own node. */
export type SessionEvent =
  | [seatId: string, kind: 'layer', consumerId: string, layer: number | null]
  | [seatId: string, kind: 'rejoin'];

/** What the home of a stream's media tells a node that has viewers of it. */
export interface NodeEvents {
  cursor: number;
  onAir: OnAirHere;
  events: SessionEvent[];
}

/** A call for events is answered when there are some, or after this. */
export const EVENTS_WAIT_MS = 4_000;
