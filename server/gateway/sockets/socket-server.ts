import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { Server } from 'socket.io';
import { DenseAdapter } from '../dense-adapter.ts';
import type { watchHandshakes } from './handshake.ts';
import { letReadBuffersDieYoung } from './read-buffers.ts';

/** A frame above this closes its connection with 1009; the largest order of 50 lines is a third of it. */
const MAX_FRAME_BYTES = 16 * 1_024;

interface EngineConnection {
  readonly request: IncomingMessage;
  readonly transport: { readonly socket: unknown };
  once(event: 'close', forget: () => void): void;
}

/** Socket.IO as this house uses it: websocket alone, nothing compressed, nothing kept for who comes back. */
export function openSocketServer(
  httpServer: HttpServer,
  handshakes: ReturnType<typeof watchHandshakes>,
): Server {
  const io = new Server(httpServer, {
    transports: ['websocket'],
    perMessageDeflate: false,
    httpCompression: false,
    maxHttpBufferSize: MAX_FRAME_BYTES,
    connectTimeout: 5_000,
    serveClient: false,
    adapter: DenseAdapter,
    allowRequest: handshakes.allowRequest,
  });
  io.engine.on('connection', (conn: EngineConnection) => {
    handshakes.opened(conn.request, (forget) => conn.once('close', forget));
    forgetMostOf(conn.request);
    letReadBuffersDieYoung(conn.transport.socket);
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
