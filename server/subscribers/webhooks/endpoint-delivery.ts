import type { OutsideEvent } from '../../../shared/contract/outside-event.ts';
import { DAY } from '../../../shared/values/time.ts';
import type { ApplicationDeps } from '../../application/deps.ts';
import type { Subscriber, Subscription } from '../../event-log/subscription/subscription.ts';
import { backoffMs } from '../../lib/backoff.ts';
import { type Semaphore, semaphore } from '../../lib/semaphore.ts';
import type { StreamFact } from '../../market/facts.ts';
import type { Stamp } from '../../market/kernel/stamp.ts';
import {
  type WebhookEndpoint,
  type WebhookHealth,
  type WebhookReplay,
  type WebhookSender,
  type WebhookStore,
  webhookConsumer,
} from '../../ports/webhooks.ts';
import { SHOP_LOG } from '../../shop/shop.ts';
import type { ShopFact } from '../../shop/state.ts';
import { bodyOf, eventId, eventStamp, type streamsTold } from './event-envelope.ts';
import { shopEvent, shopTypesOf, streamEvent, streamTypesOf } from './fact-to-event.ts';
import { afterTry, failingSinceMs } from './health.ts';

/** Messages on their way to one endpoint at once: one a log, and no more than this. */
const AT_ONCE = 4;
/** An endpoint that takes nothing for so long is switched off. */
const GIVE_UP_MS = 3 * DAY;
/** Logs that an endpoint catches up with at a start; the rest when they grow. */
const MAX_BEHIND = 1_000;
/** What a system answers that wants to hear no more. */
const GONE = 410;

export interface EndpointDeliveryDeps
  extends Pick<ApplicationDeps, 'engines' | 'store' | 'clock' | 'secrets' | 'onAlarm'> {
  webhooks: WebhookStore;
  sender: WebhookSender;
  streamOf: ReturnType<typeof streamsTold>;
  /** Of all endpoints together. What waits holds one log each, so it is bounded by them. */
  atOnce: Semaphore;
  /** The first pause after a failure; a test has less patience. */
  firstPauseMs?: number;
  /** Told when an endpoint was switched off here. */
  onOff(webhookId: string): void;
}

/** One endpoint, and how far it was told along each log. */
export class EndpointDelivery {
  readonly webhookId: string;
  private health: WebhookHealth;
  private isDirty = false;
  private isOff = false;
  private readonly endpoint: WebhookEndpoint;
  private readonly deps: EndpointDeliveryDeps;
  private readonly ownAtOnce = semaphore(AT_ONCE);
  private readonly streams: Subscription<StreamFact>;
  private readonly shop: Subscription<ShopFact>;
  private readonly secret: string;

  constructor(deps: EndpointDeliveryDeps, endpoint: WebhookEndpoint) {
    const { webhookId, kinds } = endpoint;
    this.deps = deps;
    this.endpoint = endpoint;
    this.webhookId = webhookId;
    this.health = endpoint.health;
    this.secret = deps.secrets.webhookSecret(webhookId);
    const onFailure = (error: unknown) => {
      if (error instanceof NotTaken) return;
      deps.onAlarm('webhook not delivered', { err: error, context: 'webhooks' });
    };
    const common: Pick<Subscriber<never>, 'name' | 'begin' | 'pauseMs'> = {
      name: webhookConsumer(webhookId),
      begin: (logId, headSeq) => this.begin(logId, headSeq),
      pauseMs: (failures, logId) => backoffMs(failures, `${webhookId} ${logId}`, deps.firstPauseMs),
    };
    this.streams = deps.engines.follow(
      {
        ...common,
        types: streamTypesOf(kinds),
        handle: async (logId, fact, stamp, hash) => {
          const stream = await deps.streamOf(logId);
          const event = stream && streamEvent(fact, eventStamp(stamp), stream);
          if (stream && event) await this.tell(logId, stream.slug, event, stamp, hash);
        },
      },
      onFailure,
    );
    this.shop = deps.engines.followShop(
      {
        ...common,
        types: shopTypesOf(kinds),
        handle: async (logId, fact, stamp, hash) => {
          const event = shopEvent(fact, eventStamp(stamp));
          if (event) await this.tell(logId, '', event, stamp, hash);
        },
      },
      onFailure,
    );
  }

  /** Goes on where the last process stopped. */
  async resume(): Promise<void> {
    const { webhookId, createdAtMs } = this.endpoint;
    for (const logId of await this.deps.webhooks.behind(webhookId, createdAtMs, MAX_BEHIND)) {
      await this.followerOf(logId).resume(logId);
    }
  }

  /** Tells a log again, from a place on. */
  replay(replay: WebhookReplay): Promise<void> {
    const { logId, fromSeq } = replay;
    const keep = () => this.deps.webhooks.beginReplay(replay);
    return this.followerOf(logId).rewind(logId, fromSeq - 1, keep);
  }

  /** Writes down how it goes, if that has changed. */
  async saveHealth(): Promise<void> {
    if (!this.isDirty) return;
    this.isDirty = false;
    await this.deps.webhooks.saveHealth(this.webhookId, this.health);
  }

  async idle(): Promise<void> {
    await Promise.all([this.streams.idle(), this.shop.idle()]);
  }

  async close(): Promise<void> {
    await Promise.all([this.streams.close(), this.shop.close()]);
    await this.saveHealth();
  }

  private followerOf(logId: string): Subscription<StreamFact> | Subscription<ShopFact> {
    return logId === SHOP_LOG ? this.shop : this.streams;
  }

  /**
   * In a log that has no cursor yet everything counts from the first fact on that is not older than the endpoint. Facts
   * stand in the order of their time, so the place is found by halving.
   */
  private async begin(logId: string, headSeq: number): Promise<number> {
    let before = 0;
    for (let after = headSeq + 1; after - before > 1; ) {
      const middle = Math.floor((before + after) / 2);
      const fact = await this.deps.store.factAt(logId, middle);
      if (fact && fact.atMs < this.endpoint.createdAtMs) before = middle;
      else after = middle;
    }
    return before;
  }

  private tell(
    logId: string,
    stream: string,
    event: OutsideEvent,
    stamp: Stamp,
    hash: string,
  ): Promise<void> {
    return this.ownAtOnce(() =>
      this.deps.atOnce(async () => {
        const { sender, clock } = this.deps;
        const { url } = this.endpoint;
        // Who waited for a turn may have been told to stop meanwhile.
        if (this.isOff) throw new NotTaken('switched off');
        const sentAtMs = clock.nowMs();
        const id = eventId(logId, stamp.seq, hash);
        const { secret } = this;
        const { status, failure } = await sender.send({ url, id, sentAtMs, body: bodyOf(event), secret });
        const tookMs = clock.nowMs() - sentAtMs;
        this.note(logId, {
          atMs: sentAtMs,
          stream,
          seq: stamp.seq,
          type: event.type,
          status,
          failure,
          tookMs,
        });
        if (failure === null) return;
        await this.giveUp(status);
        throw new NotTaken(failure);
      }),
    );
  }

  private note(logId: string, tried: Parameters<typeof afterTry>[2]): void {
    this.health = afterTry(this.health, logId, tried);
    this.isDirty = true;
  }

  private async giveUp(status: number | null): Promise<void> {
    const { clock, webhooks, onAlarm, onOff } = this.deps;
    const sinceMs = failingSinceMs(this.health);
    const isTooLong = sinceMs !== null && clock.nowMs() - sinceMs >= GIVE_UP_MS;
    if (this.isOff || (status !== GONE && !isTooLong)) return;
    this.isOff = true;
    const why = status === GONE ? 'gone' : 'failing';
    await webhooks.setOff(this.webhookId, clock.nowMs(), why);
    onAlarm('webhook switched off', { webhookId: this.webhookId, why });
    onOff(this.webhookId);
  }
}

/** The endpoint did not take an event: expected, and tried again. */
class NotTaken extends Error {
  override name = 'NotTaken';
}
