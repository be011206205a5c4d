import type { IncomingMessage } from 'node:http';
import type { Config } from '../../config.ts';
import type { Counters } from '../counters.ts';
import type { Log } from '../log.ts';
import { mayConnect } from '../origin.ts';
import { isThisMachine, peerAddress } from '../peer.ts';

type Settings = Pick<Config, 'publicOrigin' | 'corsOrigins' | 'trustProxy' | 'maxConnectionsPerAddress'>;

/** Judges a connection before it costs anything: who asks, and how many of its address are open already. */
export function watchHandshakes(settings: Settings, deps: { log: Log; counters: Counters }) {
  const open = new Map<string, number>();

  function refuse(request: IncomingMessage, why: string): void {
    deps.counters.handshakesRefused += 1;
    deps.log.info({ why, origin: request.headers.origin?.slice(0, 200) }, 'a handshake was refused');
    // Engine.IO would answer 400; the page was understood, and is not allowed.
    const { socket } = request;
    if (!socket.writable || request.headers.upgrade === undefined) return;
    const length = Buffer.byteLength(why);
    socket.end(
      `HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: ${length}\r\n\r\n${why}`,
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
      const why = reasonAgainst(request);
      if (why !== null) refuse(request, why);
      answer(why, why === null);
    },
    /** Counts a connection until it is closed. */
    opened(request: IncomingMessage, whenClosed: (forget: () => void) => void): void {
      const address = peerAddress(request, settings.trustProxy);
      open.set(address, (open.get(address) ?? 0) + 1);
      whenClosed(() => {
        const left = (open.get(address) ?? 1) - 1;
        if (left > 0) open.set(address, left);
        else open.delete(address);
      });
    },
  };

  function reasonAgainst(request: IncomingMessage): string | null {
    const { origin, host, cookie } = request.headers;
    if (!mayConnect(settings, { origin, host, cookie })) return 'This site may not connect.';
    const address = peerAddress(request, settings.trustProxy);
    const limit = settings.maxConnectionsPerAddress;
    if (limit > 0 && !isThisMachine(address) && (open.get(address) ?? 0) >= limit) {
      return 'Too many connections from this address.';
    }
    return null;
  }
}
