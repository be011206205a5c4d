import type { Express } from 'express';
import type { PipesView } from '../../media/relays.ts';
import type { MediaStatus } from '../../ports/media-status.ts';
import type { ClientAddresses } from '../client-address.ts';
import type { Counters } from '../counters.ts';
import type { GatewayDeps } from '../deps.ts';
import type { SecurityLog } from '../security/security-log.ts';
import { answerRefusal } from './answer.ts';
import { HOW_TO_READ, mayReadMetrics } from './guards/metrics-reader.ts';

/** Is the process there, can it work, and how much does it do. */
export function serveHealth(
  app: Express,
  deps: Pick<GatewayDeps, 'config' | 'version' | 'isReady' | 'media' | 'inside' | 'clock'> & {
    counters: Counters;
    /** Connections that are open. */
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
    // A balancer with nobody left who can write asks for those who can still show the page.
    const isReady = !deps.isDraining() && (hasStore || request.query.exclude === 'store');
    // A market without live video is ready to sell: it is said, and changes nothing.
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

/** Why, in a word; in full, with paths and messages of the system, only for those who may read the metrics. */
function inWords(status: MediaStatus<string>, isOperator: boolean): string {
  if (status.isAvailable) return 'available';
  return `unavailable (${isOperator ? status.said : status.why})`;
}

/** Streams of other servers that are shown by this one; without a pipe they are sent from there. */
function pipesInWords({ streams, viewers, reason }: PipesView, isOperator: boolean): string {
  const open = `streams ${streams}, viewers ${viewers}`;
  if (reason === null) return open;
  return isOperator ? `${open}; unavailable (${reason})` : `${open}; unavailable`;
}
