import type { Refusal } from '../../../shared/contract/refusals.ts';
import { refusalAck } from '../../application/ack.ts';

/** The refusal of a connection in Socket.IO's form: a `connect_error` with its sentence, and the refusal in `data`. */
export function refusedConnection(refusal: Refusal): Error {
  const data = refusalAck(refusal);
  return Object.assign(new Error(data.message), { data });
}
