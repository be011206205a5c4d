import type { Head, Owner } from './store.ts';

/** Where a log stands, or further, as one node tells another. */
export interface ToldHead {
  logId: string;
  /** The kind of the log: what reads it (`LogType.kind`). */
  kind: string;
  history: string;
  seq: number;
  owner: Owner | null;
  /** So long the owner's hint is good for yet, in ms, by whoever tells it: no clock but its own is asked about that. */
  leftMs: number;
  /** What time it is in the log, epoch ms (T7); null: who tells this does not decide the log. */
  nowMs: number | null;
}

/** The same as another node tells it, or as the store says it, which knows no time of a log. */
export type HeardHead = Pick<Head, 'logId' | 'kind' | 'history' | 'seq' | 'owner'> &
  Partial<Pick<ToldHead, 'leftMs' | 'nowMs'>>;

/** A log stands at `seq` now, or further. */
export interface HeadMessage {
  kind: 'head';
  head: ToldHead;
}

/**
 * How the nodes of a log tell each other that it has grown. It may lose, repeat and reorder messages, and whoever misses
 * one finds it out from the store; it may carry messages of other kinds, which are none of the log's business.
 */
export interface HeadBus {
  publish(message: HeadMessage): void;
  /** Hears the other nodes, not this one's own messages; returns how to stop. */
  subscribe(listener: (message: HeadMessage | OtherMessage) => void): () => void;
  /** False while messages are known to be lost: then the store is asked more often. */
  isWhole(): boolean;
}

interface OtherMessage {
  kind: string;
}

export function isHead(message: HeadMessage | OtherMessage): message is HeadMessage {
  return message.kind === 'head';
}
