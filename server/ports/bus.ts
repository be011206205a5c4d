import type { HeadMessage } from '../event-log/ports/head-bus.ts';

/**
 * What nodes tell each other. It is a hint every time: who misses one finds it out from the log within a second or so,
 * who hears one twice, late or forged reads the store once more than needed (X139).
 */
export type BusMessage =
  | HeadMessage
  /** A staff session is over: its sockets are closed everywhere (A2). `sessionHash` as the directory keeps it. */
  | { kind: 'session_ended'; sessionHash: string }
  /** What somebody of the staff may do is another thing now (A1): their open consoles are judged again everywhere. */
  | { kind: 'staff_changed'; staffId: string }
  /** Guests became another (B2): their open sockets look up who they are now. */
  | { kind: 'guests_merged'; guestIds: string[] }
  /** So many wrong codes were typed on a stream that its host is told, until then (V1). */
  | { kind: 'codes_guessed'; streamId: string; untilMs: number };

/**
 * A carrier between the nodes of a market. It may lose, repeat and reorder messages, and may be gone for a while;
 * publishing never throws, never waits, and keeps at most a bounded number of messages back.
 */
export interface Bus {
  /** Tells every other node. What can't be told now is dropped. */
  publish(message: BusMessage): void;
  /** Hears the other nodes, not this one's own messages; returns how to stop. */
  subscribe(listener: (message: BusMessage) => void): () => void;
  /** False while messages are known to be lost: then the logs are asked more often. */
  isWhole(): boolean;
  close(): Promise<void>;
}
