import { createServer, type Server as HttpServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gatewaySteps } from '../../shutdown.ts';
import type { ConnectionCap } from '../limits/connection-cap.ts';
import { type SlowAnswers, slowAnswers } from '../limits/slow-answers.ts';
import { cutIfStalled } from '../limits/stalled-answers.ts';
import { mostOf, type Settings } from '../limits/table.ts';
import type { Counters } from '../metrics/counters.ts';
import { type ClientAddresses, peerKey } from '../visitors/client-address.ts';

/** Deadline of a request's headers and body, in ms (slowloris). */
const REQUEST_TIMEOUT_MS = 10_000;
const CHECK_EVERY_MS = 2_000;
/**
 * Bound of connections that wait in the kernel, where the machine allows it (`net.core.somaxconn`). Beyond Node's 511 a
 * crowd retries after a second: of 2,000 at once the median waited 2.3 s, not 1.5.
 */
const BACKLOG = 4_096;
/** Grace of an answer in ms, where no limit sets one. */
const GRACE_MS = 30_000;

/**
 * The HTTP server under routes and sockets: bounds on a request, an answer and all connections. Before `answerBy` it
 * answers 503.
 */
export class BoundedHttpServer {
  readonly server: HttpServer;
  readonly #slow: SlowAnswers;
  #answer: RequestListener = (_, response) => response.writeHead(503).end();

  constructor(
    settings: Settings,
    deps: { addresses: ClientAddresses; cap: ConnectionCap; counters: Pick<Counters, 'http' | 'answersCut'> },
  ) {
    const { addresses, cap, counters } = deps;
    const onCut = () => {
      counters.answersCut += 1;
    };
    const graceMs = mostOf('stalledAnswers', settings) || GRACE_MS;
    this.#slow = slowAnswers(mostOf('slowAnswers', settings), { graceMs, onCut });
    this.server = createServer(
      {
        requestTimeout: REQUEST_TIMEOUT_MS,
        headersTimeout: REQUEST_TIMEOUT_MS,
        connectionsCheckingInterval: CHECK_EVERY_MS,
      },
      (request, response) => {
        cutIfStalled(response, mostOf('stalledAnswers', settings), onCut);
        this.#slow.watch(response);
        counters.http.watch(request, response);
        if (addresses.isReadable(request)) cap.isOf(request.socket, addresses.of(request).key);
        response.once('close', cap.works(request.socket));
        this.#answer(request, response);
      },
    );
    this.server.on('connection', (wire) => cap.came(wire, peerKey(wire)));
  }

  /**
   * Sets the application. Engine.IO wraps the listeners present when it attaches, so the outer one exists from the
   * start.
   */
  answerBy(app: RequestListener): void {
    this.#answer = app;
  }

  /** The port on which it listens. */
  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Listens. @param port 0: a free one. @returns the port. Rejects if the port is taken */
  async listen(port: number, host: string): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen({ port, host, backlog: BACKLOG }, () => {
        this.server.off('error', reject);
        resolve();
      });
    });
    return this.port;
  }

  /** Closes idle connections, and the others after a deadline, so that a slow peer does not delay a stop. */
  async close(closeSockets: () => Promise<unknown>): Promise<void> {
    this.server.closeIdleConnections();
    const cutOff = setTimeout(() => this.server.closeAllConnections(), gatewaySteps.http.withinMs);
    await closeSockets();
    clearTimeout(cutOff);
  }

  /** Stops the watch on slow readers. */
  stopWatching(): void {
    this.#slow.close();
  }
}
