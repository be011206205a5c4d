import type { HealthView } from '../../shared/contract/office.ts';
import { DAY, MINUTE } from '../../shared/values/time.ts';
import type { ApplicationDeps } from '../application/deps.ts';
import type { Subscription } from '../event-log/subscription/subscription.ts';
import type { StreamFact } from '../market/facts.ts';
import { streamRules } from '../market/market.ts';
import { completeOverdue } from './parcel-completion/complete.ts';
import { keepTagged } from './people/keep-tagged.ts';
import { emptyDueTexts } from './personal-texts/empty-due.ts';
import { refunds } from './refunds/refunds.ts';
import { settlementFollower } from './settlement/follow.ts';
import { shippingCredits } from './shipping-credits/credits.ts';
import { returns, undoLostAllotments } from './transfers/transfers.ts';
import type { WebhookDelivery } from './webhooks/deliver.ts';

/** What happens outside because of a fact, after its commit and surviving a crash. */
export interface Outbox {
  /** Goes on where the last process stopped. Resolves when all is under way, not when it is done. */
  resume(): Promise<void>;
  /** Resolves when nothing is left to do but what failed and waits to be tried again. */
  idle(): Promise<void>;
  /** Ends the rests and pauses that are on; `idle` then waits for what they held up. */
  hurry(): void;
  /** How far what is done here has come. */
  view(): OutboxView;
  /** Of each work that is done here, how many logs wait for it and since when the oldest fact does. */
  lags(): OutboxLag[];
  close(): Promise<void>;
}

export type OutboxView = HealthView['outbox'];
type Work = OutboxView['work'][number]['what'];
export interface OutboxLag {
  what: Work;
  logsBehind: number;
  /** Null: nothing waits. */
  behindSinceMs: number | null;
}

/** A stream that was over for longer has nothing left to be dealt with. */
const LOOK_BACK_MS = 2 * DAY;
const MAX_LOOKED_BACK = 500;
/** Logs that the settlement catches up with at a start; the rest at the next. */
const MAX_BEHIND = 10_000;
/** Of several nodes one does it: the one that holds this lease. It renews it well before it ends. */
const LEASE = 'outbox';
const LEASE_MS = 15_000;
const RENEW_MS = 4_000;
/** The holder stops by itself this long before its lease may be another's. */
const MARGIN_MS = 3_000;
/** A transfer between two logs is under way for at most so long, retries of a buyer's phone and slow nodes included. */
const ON_ITS_WAY_MS = MINUTE;
/** How often orders are looked for whose completion is due and whose stream has forgotten them. */
const COMPLETE_EVERY_MS = 10 * MINUTE;

/** Money back, goods back, the ledger and who is told outside: all follow the logs, on one node at a time. */
export function openOutbox(deps: ApplicationDeps, delivery: WebhookDelivery | null = null): Outbox {
  const { nodeId, clock, store, onAlarm } = deps;
  const subscriptions = new Map<Work, Subscription<StreamFact>>();
  const tagging = keepTagged(deps, deps.tagEveryMs);
  let heldUntilMs = 0;
  let completedAtMs = 0;
  let callOff = () => {};
  let isClosed = false;
  let turn: Promise<void> = Promise.resolve();

  async function begin(): Promise<void> {
    const { engines } = deps;
    const alarm = (context: Work, what: string) => (error: unknown) => onAlarm(what, { err: error, context });
    const money = [
      ['refunds', engines.follow(refunds(deps), alarm('refunds', 'refund not done'))],
      ['returns', engines.follow(returns(deps), alarm('returns', 'transfer not booked'))],
      [
        'shipping-credits',
        engines.follow(shippingCredits(deps), alarm('shipping-credits', 'shipping not credited')),
      ],
    ] as const;
    for (const [work, subscription] of money) subscriptions.set(work, subscription);
    tagging.begin();
    // A stranger's system that does not answer keeps nobody waiting who deals with money or goods.
    await delivery?.begin();
    const { settlement } = deps;
    const settling =
      settlement &&
      engines.follow(settlementFollower(deps, settlement), alarm('settlement', 'facts not settled'));
    for (const logId of await unfinished(deps)) {
      for (const [, subscription] of money) await subscription.resume(logId);
    }
    if (!settling) return;
    subscriptions.set('settlement', settling);
    // A parcel is delivered long after its stream was closed: no log is too old for this one.
    for (const logId of await settlement.behind(MAX_BEHIND)) await settling.resume(logId);
  }

  async function stop(): Promise<void> {
    const stopped = [...subscriptions.values()];
    subscriptions.clear();
    await Promise.all([
      ...stopped.map((subscription) => subscription.close()),
      delivery?.stop(),
      tagging.stop(),
    ]);
  }

  /** Takes or renews the lease, and does what its holder does. */
  async function renew(holder: string): Promise<void> {
    const askedAtMs = clock.nowMs();
    try {
      const isHeld = await store.takeLease(LEASE, holder, LEASE_MS);
      if (isHeld) heldUntilMs = askedAtMs + LEASE_MS - MARGIN_MS;
      else heldUntilMs = 0;
      if (isHeld && subscriptions.size === 0) await begin();
      if (isHeld) {
        // Whoever owned a stream may be gone: its deadlines are kept here until somebody else takes it.
        await deps.engines.wakeOpen();
        await undoLostAllotments(deps, ON_ITS_WAY_MS);
        await complete();
      }
    } catch (error) {
      onAlarm('outbox not renewed', { err: error, context: 'outbox' });
    }
    if (clock.nowMs() >= heldUntilMs) await stop();
  }

  /**
   * Orders that nobody hears of any more are completed now and then, and words whose time is over are destroyed: some minutes
   * do not matter to either.
   */
  async function complete(): Promise<void> {
    if (clock.nowMs() < completedAtMs + COMPLETE_EVERY_MS) return;
    completedAtMs = clock.nowMs();
    try {
      await completeOverdue(deps);
    } finally {
      // An order that cannot be completed keeps nobody's words.
      await emptyDueTexts(deps);
    }
  }

  /** Units whose command nobody repeats any more go back to the warehouse without waiting for the next start. */
  async function sweep(): Promise<void> {
    try {
      await undoLostAllotments(deps, ON_ITS_WAY_MS);
      await complete();
    } catch (error) {
      onAlarm('market not looked through', { err: error, context: 'outbox' });
    }
  }

  function plan(everyMs: number, act: () => Promise<void>): void {
    if (isClosed) return;
    callOff = clock.at(clock.nowMs() + everyMs, () => {
      turn = act().then(() => plan(everyMs, act));
    });
  }

  return {
    async resume() {
      if (nodeId === null) {
        await undoLostAllotments(deps, 0);
        await begin();
        plan(ON_ITS_WAY_MS, sweep);
        return;
      }
      await renew(nodeId);
      plan(RENEW_MS, () => renew(nodeId));
    },
    async idle() {
      await Promise.all([
        ...[...subscriptions.values()].map((subscription) => subscription.idle()),
        delivery?.idle(),
      ]);
    },
    hurry() {
      for (const subscription of subscriptions.values()) subscription.hurry();
    },
    view: () => ({
      isHere: subscriptions.size > 0,
      work: [...subscriptions].map(([what, subscription]) => ({ what, ...subscription.lag() })),
    }),
    lags: () =>
      [...subscriptions].map(([what, subscription]) => ({
        what,
        logsBehind: subscription.lag().logsBehind,
        behindSinceMs: subscription.behindSinceMs(),
      })),
    async close() {
      isClosed = true;
      callOff();
      await turn;
      await stop();
    },
  };
}

/** Streams that are open, and those that were closed lately. */
async function unfinished({ store, readers, clock }: ApplicationDeps): Promise<Set<string>> {
  const sinceMs = clock.nowMs() - LOOK_BACK_MS;
  const lately = (await readers.streams({ rehearsals: true, limit: MAX_LOOKED_BACK })).filter(
    ({ closedAtMs, scheduledAtMs }) => (closedAtMs ?? scheduledAtMs) >= sinceMs,
  );
  return new Set([...(await store.openLogs(streamRules.kind)), ...lately.map(({ streamId }) => streamId)]);
}
