import { DELIVERIES_SHOWN, type WebhookDelivery } from '../../../shared/contract/webhook.ts';
import { noHealth, type WebhookHealth } from '../../ports/webhooks.ts';

/** Logs whose failures are remembered of one endpoint. */
const MOST_FAILING = 100;

/** How an endpoint fares after one more try. */
export function afterTry(health: WebhookHealth, logId: string, tried: WebhookDelivery): WebhookHealth {
  const recent = [tried, ...health.recent].slice(0, DELIVERIES_SHOWN);
  const { [logId]: sinceMs, ...others } = health.failingSinceMs;
  if (tried.failure === null) {
    const delivered = health.delivered + 1;
    return { ...health, recent, delivered, lastDeliveredAtMs: tried.atMs, failingSinceMs: others };
  }
  const isKnown = sinceMs !== undefined || Object.keys(others).length < MOST_FAILING;
  const failingSinceMs = isKnown ? { ...others, [logId]: sinceMs ?? tried.atMs } : others;
  return { ...health, recent, failed: health.failed + 1, failingSinceMs };
}

/** What it was told stays counted; who is switched on again is judged anew. */
export function afterSwitch(health: WebhookHealth): WebhookHealth {
  const { offBy: _, ...kept } = health;
  return { ...kept, failingSinceMs: noHealth.failingSinceMs };
}

/** Since when the endpoint fails, by the log that has waited longest; null: it does not. */
export function failingSinceMs(health: WebhookHealth): number | null {
  const times = Object.values(health.failingSinceMs);
  return times.length === 0 ? null : Math.min(...times);
}
