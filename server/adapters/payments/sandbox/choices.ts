import { MAX_MINOR } from '../../../../shared/values/money.ts';
import type { PaymentNotice } from '../../../ports/payments.ts';
import type { SandboxOrder } from '../../../ports/sandbox-provider.ts';

/** What the sandbox can do with an order: each drives a row of the order table, or one of its guards. */
export const choices = [
  'pay',
  'decline',
  'fail',
  'after-5-s',
  'twice',
  'repeated',
  'wrong-amount',
  'late-1',
  'late-16',
  'late-30',
  'late-90',
] as const;
export type Choice = (typeof choices)[number];

export function isChoice(text: string): text is Choice {
  return (choices as readonly string[]).includes(text);
}

/**
 * True iff a buyer is done with the page after a choice, as at a real provider: the money is under way. One that was
 * declined, failed, or will come late, stays.
 */
export function leavesPage(choice: Choice): boolean {
  return choice !== 'decline' && choice !== 'fail' && !choice.startsWith('late-');
}

/** The notice that the page of an order is open: nothing is decided yet. */
export function openingOf(
  { orderId, totalMinor }: Pick<SandboxOrder, 'orderId' | 'totalMinor'>,
  newId: () => string,
): PaymentNotice {
  return { noticeId: newId(), paymentId: newId(), orderId, amountMinor: totalMinor, outcome: 'opened' };
}

/** The notices that a choice sends, and after how many ms. */
export function noticesOf(
  choice: Choice,
  order: Pick<SandboxOrder, 'orderId' | 'totalMinor'>,
  newId: () => string,
): { notice: PaymentNotice; afterMs: number }[] {
  const { orderId, totalMinor } = order;
  const paymentId = newId();
  const say = (outcome: PaymentNotice['outcome'], afterMs = 0, more: Partial<PaymentNotice> = {}) => ({
    afterMs,
    notice: { noticeId: newId(), paymentId, orderId, amountMinor: totalMinor, outcome, ...more },
  });
  switch (choice) {
    case 'pay':
      return [say('paid')];
    case 'decline':
      return [say('declined')];
    case 'fail':
      return [say('failed')];
    case 'after-5-s':
      return [say('pending'), say('paid', 5_000)];
    case 'twice':
      return [say('paid'), say('paid', 1_000, { paymentId: newId() })];
    case 'repeated': {
      const once = say('paid');
      return [once, { ...once, afterMs: 1_000 }];
    }
    case 'wrong-amount':
      return [say('paid', 0, { amountMinor: totalMinor < MAX_MINOR ? totalMinor + 1 : totalMinor - 1 })];
    case 'late-1':
    case 'late-16':
    case 'late-30':
    case 'late-90':
      return [say('paid', Number(choice.slice('late-'.length)) * 60_000)];
  }
}
