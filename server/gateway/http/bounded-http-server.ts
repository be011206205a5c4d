import { createServer, type Server as HttpServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gatewaySteps } from '../../shutdown.ts';
import { type ClientAddresses, peerKey } from '../client-address.ts';
import type { Counters } from '../counters.ts';
import type { ConnectionCap } from '../limits/connection-cap.ts';
import { type SlowAnswers, slowAnswers } from '../limits/slow-answers.ts';
import { cutIfStalled } from '../limits/stalled-answers.ts';
import { mostOf, type Settings } from '../limits/table.ts';

/** A body that dawdles is cut off after 10 s; so are headers (slowloris). */
const REQUEST_TIMEOUT_MS = 10_000;
const CHECK_EVERY_MS = 2_000;
/**
 * So many may wait in the kernel until the loop takes them in, where the machine allows it (`net.core.somaxconn`). Node's
 * 511 make the others of a crowd try again after a second: of 2,000 at once the middle one waited 2.3 s, not 1.5.
 */
const BACKLOG = 4_096;
/** What an answer has for itself where no limit says how long it may stand still. */
const GRACE_MS = 30_000;

/**
 * The HTTP server under routes and sockets: bounds on a request, on an answer and on all connections. Nothing is answered
 * but 503 before `answerBy`.
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

  /** Who answers from now on. Engine.IO wraps the listeners that stand when it comes, so this one stands from the start. */
  answerBy(app: RequestListener): void {
    this.#answer = app;
  }

  /** The port that it listens at. */
  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** @param port 0: a free one. @returns the port. Rejects if it cannot be had */
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

  /** Closes idle connections, and those that are still answered after a moment: a peer that dawdles does not hold a stop up. */
  async close(closeSockets: () => Promise<unknown>): Promise<void> {
    this.server.closeIdleConnections();
    const cutOff = setTimeout(() => this.server.closeAllConnections(), gatewaySteps.http.withinMs);
    await closeSockets();
    clearTimeout(cutOff);
  }

  /** Watches slow readers no more. */
  stopWatching(): void {
    this.#slow.close();
  }
}
