import type { Head, Owner } from './store.ts';

/** The head of a log that one node reports to another; the log may be further. */
export interface ToldHead {
  logId: string;
  /** The kind of the log, which selects its reader (`LogType.kind`). */
  kind: string;
  history: string;
  seq: number;
  owner: Owner | null;
  /** The remaining time of the owner's hint in ms, by the sender's own clock. */
  leftMs: number;
  /** The log's time, epoch ms (T7); null: the sender does not decide the log. */
  nowMs: number | null;
}

/** A head reported by another node, or by the store, which knows no log's time. */
export type HeardHead = Pick<Head, 'logId' | 'kind' | 'history' | 'seq' | 'owner'> &
  Partial<Pick<ToldHead, 'leftMs' | 'nowMs'>>;

/** The message that a log has reached `seq`, or more. */
export interface HeadMessage {
  kind: 'head';
  head: ToldHead;
}

/**
 * The bus by which nodes report a log's growth. It may lose, repeat and reorder messages; a node that misses one learns
 * from the store. It may carry other kinds of message, which the log ignores.
 */
export interface HeadBus {
  publish(message: HeadMessage): void;
  /** Subscribes to the other nodes' messages; returns how to stop. */
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
