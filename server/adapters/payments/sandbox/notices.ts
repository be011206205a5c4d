import { Webhook } from 'standardwebhooks';
import * as z from 'zod/mini';
import { paymentOutcome } from '../../../../shared/contract/payment.ts';
import { id } from '../../../../shared/values/ids.ts';
import { moneyMinor } from '../../../../shared/values/money.ts';
import type { PaymentNotice } from '../../../ports/payments.ts';

const noticeBody = z.strictObject({
  paymentId: id,
  orderId: id,
  amountMinor: moneyMinor,
  outcome: paymentOutcome,
});

/** A notice on its way: the exact body and the headers that prove it (standardwebhooks). */
export interface SignedNotice {
  body: string;
  headers: Record<string, string>;
}

/** Signs and verifies the sandbox's notices with one shared key of 32 bytes. */
export function noticeSigner(key: Buffer) {
  const webhook = new Webhook(key, { format: 'raw' });
  return {
    sign({ noticeId, ...rest }: PaymentNotice, sentAtMs: number): SignedNotice {
      const body = JSON.stringify(rest);
      const sentAt = new Date(sentAtMs);
      return {
        body,
        headers: {
          'content-type': 'application/json',
          'webhook-id': noticeId,
          'webhook-timestamp': String(Math.floor(sentAtMs / 1_000)),
          'webhook-signature': webhook.sign(noticeId, sentAt, body),
        },
      };
    },
    /** The library refuses a bad signature and a timestamp more than 5 minutes off; a shape is judged here. */
    verify(body: Buffer, headers: Record<string, string>): PaymentNotice | null {
      try {
        const parsed = noticeBody.safeParse(webhook.verify(body, headers));
        const noticeId = headers['webhook-id'];
        if (!parsed.success || !noticeId || noticeId.length > 100) return null;
        return { noticeId, ...parsed.data };
      } catch {
        return null;
      }
    },
  };
}
