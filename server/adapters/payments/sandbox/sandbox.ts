import type { Clock, Ids } from '../../../lib/clock.ts';
import type { PaymentNotice, PaymentProvider } from '../../../ports/payments.ts';
import type { SandboxProvider } from '../../../ports/sandbox-provider.ts';
import { deriveKey } from '../../crypto/keys.ts';
import { isChoice, leavesPage, noticesOf, openingOf } from './choices.ts';
import { openDeliveries } from './deliveries.ts';
import { noticeSigner } from './notices.ts';
import { payPage, unknownOrderPage } from './page.ts';
import { payScript } from './script.ts';
import { payStyles } from './styles.ts';

/** Orders whose page was opened, remembered so that the shop is told once; the oldest are forgotten. */
const MAX_OPENED = 10_000;
/** Refunds remembered, so that one asked for twice is given once; the oldest are forgotten. */
const MAX_REFUNDS = 10_000;

/** What it says, as providers do: a card's bank books what comes back within some days. No money moves. */
const REFUND_DAYS = 3;

export interface Sandbox {
  provider: PaymentProvider;
  desk: SandboxProvider;
}

/**
 * A payment provider that lives in this server: a page where the buyer chooses how it goes, and signed webhooks over
 * real HTTP. No money moves.
 * @param options.webhookUrl asked when a notice is sent, since the server's port may be known only then
 */
export function openSandbox(options: {
  master: string;
  clock: Clock;
  ids: Ids;
  webhookUrl: () => string;
  /** Told of a notice that could not be delivered after all tries. */
  onLost: (notice: PaymentNotice, why: string) => void;
  onRefund?: (refund: { refundId: string; orderId: string; amountMinor: number }) => void;
}): Sandbox {
  const { clock, ids, webhookUrl, onLost } = options;
  const signer = noticeSigner(deriveKey(options.master, 'sandbox-webhook'));
  const deliveries = openDeliveries({ clock, webhookUrl, sign: signer.sign, onLost });
  const refunded = new Set<string>();
  const opened = new Set<string>();

  const provider: PaymentProvider = {
    method: 'sandbox',
    // Its page is the market's own: the front door says where to go back to whenever it shows it.
    payUrl: ({ orderId }) => `/pay/${orderId}`,
    refundDays: REFUND_DAYS,
    receiptUrl: (orderId) => `/pay/${orderId}`,
    async refund({ refundId, orderId, amountMinor }) {
      if (refunded.has(refundId)) return;
      if (refunded.size >= MAX_REFUNDS) refunded.delete(refunded.values().next().value ?? '');
      refunded.add(refundId);
      options.onRefund?.({ refundId, orderId, amountMinor });
    },
  };
  const desk: SandboxProvider = {
    page: (order, language, answer) =>
      order
        ? payPage(order, deliveries.waitingFor(order.orderId), language, answer)
        : unknownOrderPage(language),
    styles: payStyles,
    script: () => payScript,
    opened({ orderId, totalMinor }) {
      if (opened.has(orderId)) return false;
      const notice = openingOf({ orderId, totalMinor }, () => ids.next());
      if (!deliveries.add([{ notice, dueAtMs: clock.nowMs() }])) return false;
      if (opened.size >= MAX_OPENED) opened.delete(opened.values().next().value ?? '');
      opened.add(orderId);
      return true;
    },
    choose(order, choice) {
      if (!isChoice(choice)) return false;
      const nowMs = clock.nowMs();
      return deliveries.add(
        noticesOf(choice, order, () => ids.next()).map(({ notice, afterMs }) => ({
          notice,
          dueAtMs: nowMs + afterMs,
        })),
      );
    },
    isDone: (choice) => isChoice(choice) && leavesPage(choice),
    answerTo: (choice) => (choice === 'decline' ? 'declined' : choice === 'fail' ? 'failed' : null),
    told: deliveries.sent,
    verify: (body, headers) => signer.verify(body, headers, clock.nowMs()),
    close: deliveries.close,
  };
  return { provider, desk };
}
