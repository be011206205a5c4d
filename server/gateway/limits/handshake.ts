import type { IncomingMessage } from 'node:http';
import { SECOND } from '../../../shared/values/time.ts';
import { refusalAck } from '../../application/ack.ts';
import type { Config } from '../../config.ts';
import type { SampledLog } from '../logging/sampled-log.ts';
import type { Counters } from '../metrics/counters.ts';
import { badHop, type ClientAddresses } from '../visitors/client-address.ts';
import { askerOf } from '../visitors/origin.ts';
import type { KeyedBuckets } from './bucket.ts';
import type { Cap } from './cap.ts';
import type { ConnectionCap } from './connection-cap.ts';

type Origins = Pick<Config, 'publicOrigin' | 'corsOrigins'>;

/**
 * Admission of a handshake, before it costs anything. It checks the address's rate, the origin and the address's open
 * sockets.
 */
export function watchHandshakes(
  origins: Origins,
  deps: {
    sampledLog: SampledLog;
    counters: Counters;
    addresses: ClientAddresses;
    cap: Pick<ConnectionCap, 'isOf'>;
    /** The rate of handshakes, by address. */
    rate: Pick<KeyedBuckets, 'take'>;
    /** The cap on open sockets, by address. */
    sockets: Cap;
  },
) {
  const { addresses, sockets } = deps;

  function refuse(request: IncomingMessage, { why, status, type, retryAfterMs }: Reason): void {
    deps.counters.handshakesRefused += 1;
    deps.sampledLog.info({ why, origin: request.headers.origin?.slice(0, 200) }, 'a handshake was refused');
    // Engine.IO answers every refusal with 400, so the status is written here.
    const { socket } = request;
    if (!socket.writable || request.headers.upgrade === undefined) return;
    const length = Buffer.byteLength(why);
    const later = retryAfterMs === undefined ? '' : `Retry-After: ${Math.ceil(retryAfterMs / SECOND)}\r\n`;
    socket.end(
      `HTTP/1.1 ${status}\r\nConnection: close\r\n${later}Content-Type: ${type}; charset=utf-8\r\nContent-Length: ${length}\r\n\r\n${why}`,
    );
  }

  return {
    allowRequest(
      request: IncomingMessage,
      answer: (why: string | null | undefined, isAllowed: boolean) => void,
    ): void {
      if (!/[?&]EIO=4(?:&|$)/.test(request.url ?? '')) {
        answer('Please reload: this page is too old.', false);
        return;
      }
      const reason = reasonAgainst(request);
      if (reason) refuse(request, reason);
      answer(reason?.why, reason === null);
    },
    /** Counts a connection until it closes. */
    opened(request: IncomingMessage, whenClosed: (forget: () => void) => void): void {
      const { key } = addresses.of(request);
      deps.cap.isOf(request.socket, key);
      whenClosed(sockets.hold(key));
    },
  };

  function reasonAgainst(request: IncomingMessage): Reason | null {
    if (!addresses.isReadable(request)) {
      return { status: '400 Bad Request', type: 'application/json', why: JSON.stringify(refusalAck(badHop)) };
    }
    const { key, isThisMachine } = addresses.of(request);
    const retryAfterMs = isThisMachine ? 0 : deps.rate.take(key);
    if (retryAfterMs > 0) {
      const why = JSON.stringify(refusalAck({ code: 'RATE_LIMITED', retryAfterMs }));
      return { status: '429 Too Many Requests', type: 'application/json', why, retryAfterMs };
    }
    const asker = askerOf(origins, request.headers);
    if (asker === 'unsaid') return forbidden(NO_ORIGIN);
    if (asker === 'stranger') return forbidden('This site may not connect.');
    if (!isThisMachine && sockets.isFull(key)) {
      return forbidden('Too many connections from this address.');
    }
    return null;
  }
}

/** A refusal of a handshake, as the answer states it. */
interface Reason {
  status: string;
  type: string;
  why: string;
  /** Retry-after in ms. */
  retryAfterMs?: number;
}

/** The answer to a program without an origin: a browser always sends one. */
const NO_ORIGIN = 'With a cookie, a socket needs the header Origin with the market’s own address.';

/** A refusal with 403: the request is valid, its sender is not allowed. */
function forbidden(why: string): Reason {
  return { status: '403 Forbidden', type: 'text/plain', why };
}
