import { refusalAck } from '../../application/ack.ts';
import type { Clock } from '../../lib/clock.ts';
import type { CommandGate } from '../limits/command-gate.ts';

/** The head of a packet (Socket.IO protocol 5): type, namespace, id of the answer, payload. */
const PACKET = /^(\d)(?:(\/[^,]*),)?(\d{0,15})(.*)$/s;
const [CONNECT, DISCONNECT, EVENT, CONNECT_ERROR] = ['0', '1', '2', '4'];

/** The part of an Engine.IO connection used here. */
export interface Speaking {
  prependListener(event: 'data', hear: (data: unknown) => void): unknown;
  write(text: string): unknown;
  close(): unknown;
}

/** The packet being read, one at a time. Socket.IO reports an unreadable packet without its text. */
let reading: string | null = null;

/**
 * Counts packets without a namespace listener: unknown namespaces, unasked answers, binary ones. A join with a payload
 * that is no JSON is refused here, since Socket.IO reports it to no listener.
 */
export function watchStrays(
  connection: Speaking,
  gate: CommandGate,
  deps: { clock: Pick<Clock, 'nowMs'>; namespaces: readonly string[] },
): void {
  connection.prependListener('data', (data) => {
    const text = typeof data === 'string' ? data : null;
    reading = text;
    if (text?.[0] === EVENT || text?.[0] === DISCONNECT) return;
    const [, type, namespace = '/', , payload = ''] = (text !== null && PACKET.exec(text)) || [];
    if (type === CONNECT && deps.namespaces.includes(namespace)) {
      if (payload === '' || isObject(payload)) return;
      const why = { message: 'BAD_REQUEST', data: refusalAck({ code: 'BAD_REQUEST' }) };
      connection.write(`${CONNECT_ERROR}${namespace},${JSON.stringify(why)}`);
    } else if (gate.take(deps.clock.nowMs()) === 'abused') connection.close();
  });
}

/** The namespace and id for the answer to an unreadable packet, if it asked for one. */
export function answerTo(): { namespace: string; id: string } | null {
  const [, type, namespace = '/', id = ''] = (reading !== null && PACKET.exec(reading)) || [];
  return type === EVENT && id !== '' ? { namespace, id } : null;
}

function isObject(payload: string): boolean {
  try {
    return Object.prototype.toString.call(JSON.parse(payload)) === '[object Object]';
  } catch {
    return false;
  }
}
