import type { Ack } from '../../shared/contract/answer.ts';
import type { Refusal } from '../../shared/contract/refusals.ts';
import type { ConsoleReply, ConsoleRequest, MediaCommand } from '../../shared/protocol.ts';

/** The owner of a session, and the callbacks for its events. */
export interface SessionOwner {
  /** The session's id, by its name on the wire. */
  seatId: string;
  /** Staff see the picture before the start, and in a rehearsal. */
  isStaff: boolean;
  onLayer(consumerId: string, layer: number | null): void;
  onRejoin(): void;
}

/** A connection's session in a stream's live video, on any node. On the wire between nodes it is a `seat`. */
export interface MediaSession {
  /** Runs one command; the right was judged before. Refusals are values, faults are thrown. */
  run<C extends MediaCommand>(command: C, request: ConsoleRequest<C>): Promise<Ack<ConsoleReply<C>>>;
  /** Closes everything; waiting commands are refused. */
  leave(): void;
}

export type Answers = {
  [C in MediaCommand]: (request: ConsoleRequest<C>) => Promise<ConsoleReply<C> | Refusal>;
};
