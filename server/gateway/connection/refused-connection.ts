import type { Refusal } from '../../../shared/contract/refusals.ts';
import { refusalAck } from '../../application/ack.ts';

/** Why a connection is not taken, as Socket.IO carries it: `connect_error` with its sentence, and the refusal in `data`. */
export function refusedConnection(refusal: Refusal): Error {
  const data = refusalAck(refusal);
  return Object.assign(new Error(data.message), { data });
}
