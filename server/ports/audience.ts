import type { Channel } from '../../shared/values/channel.ts';
import type { Exposure } from '../insights/exposure.ts';

/** Who watched when, and what screens showed: batched rows outside the log, never slowing an order. */
export interface AudienceStore {
  /** Writes joins and leaves; a row is named by its connection. */
  record(rows: readonly AudienceRow[]): Promise<void>;
  /** Notes that a node runs. */
  beat(node: string, atMs: number): Promise<void>;
  /** When each node was last heard of, the latest first, at most `limit`; of one that is silent for long nothing. */
  beats(limit: number): Promise<{ node: string; atMs: number }[]>;
  /**
   * Closes what nodes left open by a crash, each at its own last beat: the left-overs of `node` itself, and those of
   * every node that has not been heard of since `silentSinceMs`.
   */
  closeLeft(node: string, silentSinceMs: number): Promise<void>;
  /** Adds to what screens have shown. Rows of one call are of different streams, items, viewers or channels. */
  expose(rows: readonly ExposureRow[]): Promise<void>;
}

/** One connection of one viewer to one stream: the tabs of a viewer are merged when they are counted. */
export interface AudienceRow {
  connectionId: string;
  streamId: string;
  /** The server that has the connection. */
  node: string;
  /** Account or device key. */
  viewerId: string;
  isStaff: boolean;
  fromMs: number;
  /** null while connected. */
  toMs: number | null;
  /** Whose link had brought the screen (C1); `direct` until it says so. */
  channel: Channel;
}

/** Since the last row: what the screens of a viewer have shown of an item. */
export interface ExposureRow extends Exposure {
  streamId: string;
  /** In which minute of the epoch it was seen and tapped, by the stream's log; absent: not, or nobody knows. The first stays. */
  seenMinute?: number;
  openedMinute?: number;
}
