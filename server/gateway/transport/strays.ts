import { refusalAck } from '../../application/ack.ts';
import type { Clock } from '../../lib/clock.ts';
import type { CommandGate } from '../limits/command-gate.ts';

/** A packet as far as its namespace (Socket.IO protocol 5): type, namespace, id of the answer, payload. */
const PACKET = /^(\d)(?:(\/[^,]*),)?(\d{0,15})(.*)$/s;
const [CONNECT, DISCONNECT, EVENT, CONNECT_ERROR] = ['0', '1', '2', '4'];

/** The part of an Engine.IO connection that is listened to here. */
export interface Speaking {
  prependListener(event: 'data', hear: (data: unknown) => void): unknown;
  write(text: string): unknown;
  close(): unknown;
}

/** What was sent last, while it is being read: Socket.IO reports what it cannot read without it. One at a time is read. */
let reading: string | null = null;

/**
 * Counts what no namespace hears: unknown namespaces, answers to nothing, bytes. Joining with a payload that is no
 * JSON is refused here, since Socket.IO tells nobody else.
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

/** Where an answer goes to a packet that is no JSON, if it asked for one: namespace and id. */
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
