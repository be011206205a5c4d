import express, { type Request, type Router } from 'express';
import { rawRoutes } from '../../../../shared/contract/http.ts';
import { NoticeNotTaken } from '../../../application/payment/settle.ts';
import type { ClientAddresses } from '../../client-address.ts';
import type { Counters } from '../../counters.ts';
import type { GatewayDeps } from '../../deps.ts';
import type { SampledLog } from '../../sampled-log.ts';
import { answerRefusal } from '../answer.ts';
import { practiceOnly } from '../guards/practice-only.ts';

/** Notices remembered so that one that comes twice is taken once; the store's own judgement is by payment. */
const MAX_INBOX = 10_000;

/** Takes the provider's notices: the signature and its time first, then once per notice. */
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
        // Not taken: the provider sends it again, and then it is a first time.
        inbox.delete(notice.noticeId);
        const { orderId } = notice;
        // Turned away like any command when the market is busy: that is load, and no fault of the program.
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
