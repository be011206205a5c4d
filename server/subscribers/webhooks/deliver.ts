import type { ApplicationDeps, WebhookDeps } from '../../application/deps.ts';
import { semaphore } from '../../lib/semaphore.ts';
import { EndpointDelivery, type EndpointDeliveryDeps } from './endpoint-delivery.ts';
import { streamsTold } from './event-envelope.ts';

/** Messages on their way at once, to all endpoints together. */
const AT_ONCE = 16;
/** How often it is looked for endpoints and replays that another node was asked for, and health is written. */
const LOOK_EVERY_MS = 3_000;

/** Tells systems outside, on one node at a time: the one that does what happens outside. */
export interface WebhookDelivery {
  begin(): Promise<void>;
  /** Looks for what has changed: endpoints, switches, replays. Does nothing on a node that delivers nothing. */
  look(): Promise<void>;
  idle(): Promise<void>;
  /** Ends within 2 s; what was on its way is told again by whoever begins next. */
  stop(): Promise<void>;
}

export function openDelivery(deps: ApplicationDeps, outside: WebhookDeps): WebhookDelivery {
  const { clock, onAlarm } = deps;
  const { webhooks } = outside;
  const lines = new Map<string, EndpointDelivery>();
  let isOn = false;
  let callOff = () => {};
  let looking: Promise<void> = Promise.resolve();

  const lineDeps: EndpointDeliveryDeps = {
    ...deps,
    ...outside,
    streamOf: streamsTold(deps),
    atOnce: semaphore(AT_ONCE),
    onOff: (webhookId) => void drop(webhookId).catch((error: unknown) => failed(error)),
  };

  function failed(error: unknown): void {
    onAlarm('webhooks not looked after', { err: error, context: 'webhooks' });
  }

  async function drop(webhookId: string): Promise<void> {
    const line = lines.get(webhookId);
    lines.delete(webhookId);
    await line?.close();
  }

  async function lookNow(): Promise<void> {
    if (!isOn) return;
    const endpoints = (await webhooks.endpoints()).filter(({ offAtMs }) => offAtMs === null);
    const wanted = new Set(endpoints.map(({ webhookId }) => webhookId));
    for (const webhookId of [...lines.keys()]) if (!wanted.has(webhookId)) await drop(webhookId);
    for (const endpoint of endpoints) {
      if (lines.has(endpoint.webhookId) || !isOn) continue;
      const line = new EndpointDelivery(lineDeps, endpoint);
      lines.set(endpoint.webhookId, line);
      await line.resume();
    }
    for (const replay of await webhooks.replays()) await lines.get(replay.webhookId)?.replay(replay);
    for (const line of lines.values()) await line.saveHealth();
  }

  /** One look after the other: two at once would open a line twice. */
  function look(): Promise<void> {
    looking = looking.then(lookNow, lookNow);
    return looking;
  }

  function plan(): void {
    if (!isOn) return;
    callOff = clock.at(clock.nowMs() + LOOK_EVERY_MS, () => {
      look().catch(failed).finally(plan);
    });
  }

  return {
    async begin() {
      if (isOn) return;
      isOn = true;
      await look();
      plan();
    },
    look: () => look().catch(failed),
    async idle() {
      await Promise.all([...lines.values()].map((line) => line.idle()));
    },
    async stop() {
      isOn = false;
      callOff();
      await looking.catch(failed);
      await Promise.all([...lines.keys()].map(drop));
    },
  };
}
