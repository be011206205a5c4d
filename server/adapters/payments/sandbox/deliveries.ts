import type { Clock } from '../../../lib/clock.ts';
import type { PaymentNotice } from '../../../ports/payments.ts';
import type { SignedNotice } from './notices.ts';

const MAX_WAITING = 1_000;
/** How often, and how long, somebody who waits for a first try looks again. */
const LOOK_EVERY_MS = 40;
const LOOK_MS = 3_000;
/** Pauses before the next try, as a real provider makes them: a webhook that fails is sent again. */
const RETRY_AFTER_MS = [500, 2_000, 10_000, 60_000];

/** A notice that is still to be sent. */
export interface Delivery {
  notice: PaymentNotice;
  dueAtMs: number;
  tries: number;
}

/**
 * Sends notices to the shop's webhook when they are due. They wait in memory alone and do not survive a restart;
 * the payment page says so.
 */
export function openDeliveries(options: {
  clock: Clock;
  webhookUrl: () => string;
  sign: (notice: PaymentNotice, sentAtMs: number) => SignedNotice;
  onLost: (notice: PaymentNotice, why: string) => void;
}) {
  const { clock, webhookUrl, sign, onLost } = options;
  const waiting = new Map<Delivery, () => void>();

  function schedule(delivery: Delivery): void {
    waiting.set(
      delivery,
      clock.at(delivery.dueAtMs, () => void send(delivery)),
    );
  }

  async function send(delivery: Delivery): Promise<void> {
    const why = await post(sign(delivery.notice, clock.nowMs()));
    if (!waiting.delete(delivery) || why === null) return;
    const pauseMs = RETRY_AFTER_MS[delivery.tries];
    if (pauseMs === undefined) return onLost(delivery.notice, why);
    schedule({ ...delivery, dueAtMs: clock.nowMs() + pauseMs, tries: delivery.tries + 1 });
  }

  async function post({ body, headers }: SignedNotice): Promise<string | null> {
    try {
      const answer = await fetch(webhookUrl(), {
        method: 'POST',
        body,
        headers,
        signal: AbortSignal.timeout(10_000),
      });
      await answer.arrayBuffer();
      return answer.ok ? null : `status ${answer.status}`;
    } catch (fault) {
      return fault instanceof Error ? fault.message : String(fault);
    }
  }

  return {
    /** @returns false if there is no room for all of them: then none is taken */
    add(notices: { notice: PaymentNotice; dueAtMs: number }[]): boolean {
      if (waiting.size + notices.length > MAX_WAITING) return false;
      for (const { notice, dueAtMs } of notices) schedule({ notice, dueAtMs, tries: 0 });
      return true;
    },
    waitingFor: (orderId: string): Delivery[] =>
      [...waiting.keys()].filter(({ notice }) => notice.orderId === orderId),
    /** Waits until what is due now for an order was sent once, at most 3 s: so that a page can show what came of it. */
    async sent(orderId: string): Promise<void> {
      const untilMs = clock.nowMs() + LOOK_MS;
      const isOnItsWay = () =>
        [...waiting.keys()].some(({ notice, dueAtMs, tries }) => {
          return notice.orderId === orderId && tries === 0 && dueAtMs <= clock.nowMs();
        });
      while (isOnItsWay() && clock.nowMs() < untilMs) {
        await new Promise<void>((resolve) => clock.at(clock.nowMs() + LOOK_EVERY_MS, resolve));
      }
    },
    close(): void {
      for (const callOff of waiting.values()) callOff();
      waiting.clear();
    },
  };
}
