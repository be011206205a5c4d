import type { Express } from 'express';
import type { PipesView } from '../../media/relays.ts';
import type { MediaStatus } from '../../ports/media-status.ts';
import type { GatewayDeps } from '../deps.ts';
import type { Counters } from '../metrics/counters.ts';
import type { SecurityLog } from '../security/security-log.ts';
import type { ClientAddresses } from '../visitors/client-address.ts';
import { answerRefusal } from './answer.ts';
import { HOW_TO_READ, mayReadMetrics } from './guards/metrics-reader.ts';

/** Serves /healthz, /readyz and /metrics. */
export function serveHealth(
  app: Express,
  deps: Pick<GatewayDeps, 'config' | 'version' | 'isReady' | 'media' | 'inside' | 'clock'> & {
    counters: Counters;
    /** The number of open connections. */
    connections: () => number;
    addresses: ClientAddresses;
    security: Pick<SecurityLog, 'state' | 'note'>;
    isDraining: () => boolean;
  },
): void {
  const isStoreUp = async () => {
    try {
      return (await deps.isReady?.()) ?? true;
    } catch {
      return false;
    }
  };
  app.get('/healthz', (_, response) => {
    response.json({ ok: true, version: deps.version });
  });
  app.get('/readyz', async (request, response) => {
    const hasStore = await isStoreUp();
    // A balancer without a writing server may ask for servers that can still show pages.
    const isReady = !deps.isDraining() && (hasStore || request.query.exclude === 'store');
    // A market without live video is ready to sell, so this only informs.
    const isOperator = mayReadMetrics(request, deps);
    const media = inWords(deps.media.status(), isOperator);
    const hls = inWords(deps.media.packagerStatus(), isOperator);
    const view = deps.media.pipes();
    const pipes = view && pipesInWords(view, isOperator);
    const store = hasStore ? 'available' : 'unavailable';
    response.status(isReady ? 200 : 503).json({ ok: isReady, store, media, hls, ...(pipes && { pipes }) });
  });
  app.get('/metrics', async (request, response) => {
    if (!mayReadMetrics(request, deps)) {
      deps.security.note({ kind: 'refused', what: 'GET /metrics', ip: deps.addresses.of(request).ip });
      return answerRefusal(response, { code: 'FORBIDDEN' }, { message: HOW_TO_READ });
    }
    const { node } = deps.config;
    const { metricsText } = await import('../metrics/metrics-text.ts');
    const { contentType, text } = await metricsText(
      { ...deps, ...{ inside: deps.inside ?? null, isStoreUp, nowMs: () => deps.clock.nowMs() } },
      { version: deps.version, nodeId: node.isNamed ? node.id : null },
    );
    response.set('Content-Type', contentType).send(text);
  });
}

/** The status in a word; with paths and system messages only for readers of the metrics. */
function inWords(status: MediaStatus<string>, isOperator: boolean): string {
  if (status.isAvailable) return 'available';
  return `unavailable (${isOperator ? status.said : status.why})`;
}

/** The pipes for streams of other servers. Without a pipe such a stream is sent from its own server. */
function pipesInWords({ streams, viewers, reason }: PipesView, isOperator: boolean): string {
  const open = `streams ${streams}, viewers ${viewers}`;
  if (reason === null) return open;
  return isOperator ? `${open}; unavailable (${reason})` : `${open}; unavailable`;
}
