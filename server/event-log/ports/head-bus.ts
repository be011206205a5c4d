import type { Owner } from './store.ts';

/** A log stands at `seq` now, or further. */
export interface HeadMessage {
  kind: 'head';
  logId: string;
  history: string;
  seq: number;
  owner: Owner | null;
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
