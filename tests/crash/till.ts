import { deriveKey } from '../../server/adapters/crypto/keys.ts';
import { noticeSigner } from '../../server/adapters/payments/sandbox/notices.ts';
import { systemIds } from '../../server/adapters/system/ids.ts';
import type { OrderView } from '../../shared/market/order/contract.ts';
import type { Door, Random } from './shopper.ts';

/** The provider: pays every second order by signed webhook, and sends a notice again until it is taken. */
export class Till {
  paid = 0;
  private readonly signer;
  private readonly door: Door;
  private readonly due = new Set<Promise<void>>();
  private isClosed = false;

  constructor(secret: string, door: Door) {
    this.signer = noticeSigner(deriveKey(secret, 'sandbox-webhook'));
    this.door = door;
  }

  takes(order: OrderView, random: Random): void {
    if (this.isClosed || random(2) === 0) return;
    const paying = this.pay(order).finally(() => this.due.delete(paying));
    this.due.add(paying);
  }

  /** Waits for the notices that are on their way. */
  async closes(): Promise<void> {
    this.isClosed = true;
    await Promise.all(this.due);
  }

  private async pay({ orderId, totalMinor }: OrderView): Promise<void> {
    const notice = {
      noticeId: systemIds.next(),
      paymentId: systemIds.next(),
      orderId,
      amountMinor: totalMinor,
      outcome: 'paid' as const,
    };
    for (let tries = 0; tries < 200; tries += 1) {
      const { body, headers } = this.signer.sign(notice, Date.now());
      const url = `http://127.0.0.1:${this.door()}/api/v1/payments/sandbox/webhook`;
      const signal = AbortSignal.timeout(4_000);
      const response = await fetch(url, { method: 'POST', body, headers, signal }).catch(() => null);
      if (response?.ok) {
        this.paid += 1;
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`The notice for ${orderId} was never taken.`);
  }
}
