import type { OnAirHere } from './media-view.ts';

/** An event for a session's owner, on the owner's node. */
export type SessionEvent =
  | [seatId: string, kind: 'layer', consumerId: string, layer: number | null]
  | [seatId: string, kind: 'rejoin'];

/** The events of a stream's home for a node with viewers. */
export interface NodeEvents {
  cursor: number;
  onAir: OnAirHere;
  events: SessionEvent[];
}

/** Longest wait of a poll without events, in ms. */
export const EVENTS_WAIT_MS = 4_000;
