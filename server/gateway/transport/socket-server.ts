import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { Server } from 'socket.io';
import type { Clock } from '../../lib/clock.ts';
import type { ConnectionBudgets } from '../limits/connection-budget.ts';
import type { watchHandshakes } from '../limits/handshake.ts';
import { FanOutAdapter } from './fan-out-adapter.ts';
import { MAX_FRAME_BYTES } from './max-frame-bytes.ts';
import { letReadBuffersDieYoung } from './read-buffers.ts';
import { type Reading, type Speaking, watchStrays } from './strays.ts';

/** Where there is somebody to speak to. */
const NAMESPACES = ['/live', '/console'];

interface EngineConnection extends Speaking {
  readonly request: IncomingMessage;
  readonly transport: { readonly socket: unknown };
  once(event: 'close', forget: () => void): void;
}

/** Socket.IO as this house uses it: websocket alone, nothing compressed, nothing kept for who comes back. */
export function openSocketServer(
  httpServer: HttpServer,
  handshakes: ReturnType<typeof watchHandshakes>,
  deps: { budgets: ConnectionBudgets; clock: Pick<Clock, 'nowMs'>; reading: Reading },
): Server {
  const io = new Server(httpServer, {
    transports: ['websocket'],
    perMessageDeflate: false,
    httpCompression: false,
    maxHttpBufferSize: MAX_FRAME_BYTES,
    connectTimeout: 5_000,
    serveClient: false,
    adapter: FanOutAdapter,
    allowRequest: handshakes.allowRequest,
  });
  io.engine.on('connection', (conn: EngineConnection) => {
    handshakes.opened(conn.request, (forget) => conn.once('close', forget));
    forgetMostOf(conn.request);
    letReadBuffersDieYoung(conn.transport.socket);
    watchStrays(conn, deps.budgets.of(conn).gate, { ...deps, namespaces: NAMESPACES });
  });
  return io;
}

/**
 * Engine.IO keeps the request of the handshake as long as its connection, and what a browser says in it is a kilobyte or
 * two. Only these are looked at again, when somebody joins a namespace; where it came from is known by then.
 */
function forgetMostOf(request: IncomingMessage): void {
  const { cookie, origin, host } = request.headers;
  request.headers = { cookie, origin, host };
  request.rawHeaders.length = 0;
}
