import { timingSafeEqual } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import * as z from 'zod/mini';
import { paymentOutcome } from '../../../../shared/contract/payment.ts';
import { id } from '../../../../shared/values/ids.ts';
import { moneyMinor } from '../../../../shared/values/money.ts';
import { MINUTE } from '../../../../shared/values/time.ts';
import type { PaymentNotice } from '../../../ports/payments.ts';

const noticeBody = z.strictObject({
  paymentId: id,
  orderId: id,
  amountMinor: moneyMinor,
  outcome: paymentOutcome,
});

/** A notice that was signed so long before or after now is not believed: somebody may have kept it. */
const TOLERANCE_MS = 5 * MINUTE;
const WHOLE_SECONDS = /^\d{1,12}$/;

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
    /**
     * Refuses a bad signature, and a time that is more than 5 minutes off by the market's clock: the library would ask the
     * machine's.
     */
    verify(body: Buffer, headers: Record<string, string>, nowMs: number): PaymentNotice | null {
      const noticeId = headers['webhook-id'] ?? '';
      const sentAt = headers['webhook-timestamp'] ?? '';
      if (noticeId === '' || noticeId.length > 100 || !WHOLE_SECONDS.test(sentAt)) return null;
      const sentAtMs = Number(sentAt) * 1_000;
      if (Math.abs(nowMs - sentAtMs) > TOLERANCE_MS) return null;
      const expected = Buffer.from(webhook.sign(noticeId, new Date(sentAtMs), body.toString()));
      // Several may come along, while a key is changed.
      const isSigned = (headers['webhook-signature'] ?? '').split(' ').some((given) => {
        const signature = Buffer.from(given);
        return signature.length === expected.length && timingSafeEqual(signature, expected);
      });
      if (!isSigned) return null;
      const parsed = noticeBody.safeParse(jsonOf(body));
      return parsed.success ? { noticeId, ...parsed.data } : null;
    },
  };
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return null;
  }
}
