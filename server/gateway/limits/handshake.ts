import type { IncomingMessage } from 'node:http';
import { SECOND } from '../../../shared/values/time.ts';
import { refusalAck } from '../../application/ack.ts';
import type { Config } from '../../config.ts';
import { badHop, type ClientAddresses } from '../client-address.ts';
import type { Counters } from '../counters.ts';
import { askerOf } from '../origin.ts';
import type { SampledLog } from '../sampled-log.ts';
import type { KeyedBuckets } from './bucket.ts';
import type { Cap } from './cap.ts';
import type { ConnectionCap } from './connection-cap.ts';

type Origins = Pick<Config, 'publicOrigin' | 'corsOrigins'>;

/**
 * Judges a connection before it costs anything: how many its address has begun lately, who asks, and how many of it are
 * open already.
 */
export function watchHandshakes(
  origins: Origins,
  deps: {
    sampledLog: SampledLog;
    counters: Counters;
    addresses: ClientAddresses;
    cap: Pick<ConnectionCap, 'isOf'>;
    /** Handshakes that an address begins. */
    rate: Pick<KeyedBuckets, 'take'>;
    /** Sockets of an address that are open. */
    sockets: Cap;
  },
) {
  const { addresses, sockets } = deps;

  function refuse(request: IncomingMessage, { why, status, type, retryAfterMs }: Reason): void {
    deps.counters.handshakesRefused += 1;
    deps.sampledLog.info({ why, origin: request.headers.origin?.slice(0, 200) }, 'a handshake was refused');
    // Engine.IO would answer 400 to whatever is refused.
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
    /** Counts a connection until it is closed. */
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

/** Why a handshake is refused, as the answer says it. */
interface Reason {
  status: string;
  type: string;
  why: string;
  /** When another try may pass, in ms from now. */
  retryAfterMs?: number;
}

/** Told to programs: a browser names the origin by itself. */
const NO_ORIGIN = 'With a cookie, a socket needs the header Origin with the market’s own address.';

/** The page was understood, and is not allowed. */
function forbidden(why: string): Reason {
  return { status: '403 Forbidden', type: 'text/plain', why };
}
