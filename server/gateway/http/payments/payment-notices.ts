import express, { type Request, type Router } from 'express';
import { rawRoutes } from '../../../../shared/contract/http.ts';
import { NoticeNotTaken } from '../../../application/payment/settle.ts';
import type { GatewayDeps } from '../../deps.ts';
import type { SampledLog } from '../../logging/sampled-log.ts';
import type { Counters } from '../../metrics/counters.ts';
import type { ClientAddresses } from '../../visitors/client-address.ts';
import { answerRefusal } from '../answer.ts';
import { practiceOnly } from '../guards/practice-only.ts';

/** Bound of remembered notices, so that a repeated one is processed once; the store decides by payment. */
const MAX_INBOX = 10_000;

/** Takes the provider's notices: signature and time first, then each notice once. */
export function servePaymentNotices(
  router: Router,
  deps: Pick<GatewayDeps, 'sandbox' | 'application' | 'clock' | 'config'> & {
    addresses: ClientAddresses;
    counters: Counters;
    sampledLog: SampledLog;
  },
): void {
  const { sandbox, application, clock, counters, sampledLog } = deps;
  const inbox = new Map<string, Promise<void>>();

  router.post(
    rawRoutes.sandboxWebhook.path,
    practiceOnly(deps),
    express.raw({ type: () => true, limit: 65_536, inflate: false }),
    async (request, response) => {
      const readAtMs = clock.steadyMs();
      const body: Buffer = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const notice = sandbox.verify(body, textHeaders(request));
      if (!notice) {
        counters.webhooksRefused += 1;
        sampledLog.warn({}, 'a payment notice was refused: bad signature, time or form');
        answerRefusal(response, { code: 'FORBIDDEN' });
        return;
      }
      counters.webhooks += 1;
      let taken = inbox.get(notice.noticeId);
      if (!taken) {
        if (inbox.size >= MAX_INBOX) inbox.delete(inbox.keys().next().value ?? '');
        taken = application.payment(notice, readAtMs);
        inbox.set(notice.noticeId, taken);
      }
      try {
        await taken;
        response.json({ ok: true });
      } catch (fault) {
        // A failed notice is forgotten, so that the provider's retry counts as the first.
        inbox.delete(notice.noticeId);
        const { orderId } = notice;
        // A refusal of a busy market is load, and no fault of the program.
        if (fault instanceof NoticeNotTaken)
          sampledLog.warn({ orderId, code: fault.message }, 'a payment notice was turned away');
        else
          sampledLog.error(
            { err: fault, context: 'payment notice', orderId },
            'a payment notice could not be taken',
          );
        answerRefusal(response, { code: 'UNAVAILABLE', retryAfterMs: 2_000 });
      }
    },
  );
}

function textHeaders(request: Request): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value === 'string') headers[name] = value;
  }
  return headers;
}
