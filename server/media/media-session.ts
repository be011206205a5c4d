import type { Ack } from '../../shared/contract/answer.ts';
import type { Refusal } from '../../shared/contract/refusals.ts';
import type { ConsoleReply, ConsoleRequest, MediaCommand } from '../../shared/protocol.ts';

/** Whose session it is, and how it is told what happens to it. */
export interface SessionOwner {
  /** As the wire calls the id of a session. */
  seatId: string;
  /** Staff see the picture before the stream is on, and a rehearsal's. */
  isStaff: boolean;
  onLayer(consumerId: string, layer: number | null): void;
  onRejoin(): void;
}

/** A connection's part in a stream's live video, wherever that is. Other nodes ask for it as `seat`. */
export interface MediaSession {
  /** Runs one command; who may send it was judged before. Refusals are values, faults are thrown. */
  run<C extends MediaCommand>(command: C, request: ConsoleRequest<C>): Promise<Ack<ConsoleReply<C>>>;
  /** Closes everything; commands that still wait are refused. */
  leave(): void;
}

export type Answers = {
  [C in MediaCommand]: (request: ConsoleRequest<C>) => Promise<ConsoleReply<C> | Refusal>;
};
