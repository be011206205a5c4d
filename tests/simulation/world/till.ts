import type { PaymentNotice, PaymentProvider } from '../../../server/ports/payments.ts';
import type { PaymentMethod } from '../../../shared/contract/payment.ts';
import type { Tally } from '../faults/tally.ts';
import type { Weather } from '../faults/weather.ts';
import type { Life } from './life.ts';
import type { World } from './world.ts';

/** What one order's payer does; each entry is one notice, so many ms after the order was placed. */
type Plan = { afterMs: number; outcome: PaymentNotice['outcome']; payment: number; isWrong?: boolean }[];

/** What payers do, by how often. */
const payers = {
  never: 15,
  once: 40,
  repeated: 12,
  late: 12,
  edge: 5,
  pending: 6,
  declined: 4,
  opened: 8,
  failed: 4,
  second: 4,
  wrong: 2,
};

/** The payment provider: it takes money, says so by notices until they are heard, and gives money back once per name. */
export class Till {
  weather: Weather;
  /** Money that came in: payment id → order and amount. */
  readonly taken = new Map<string, { orderId: string; amountMinor: number }>();
  /** Money that went back: refund id → amount. A repeated name changes nothing. */
  readonly given = new Map<string, { orderId: string; paymentId: string; amountMinor: number }>();
  /** The same name with another amount: that must never happen. */
  readonly contradictions: string[] = [];
  /** Notices that the market has not taken yet, those included whose time has not come. */
  waiting = 0;
  private readonly world: World;
  private readonly tally: Tally;
  private noticesMade = 0;

  constructor(world: World, weather: Weather, tally: Tally) {
    this.world = world;
    this.weather = weather;
    this.tally = tally;
  }

  /** The providers as one process has them. */
  providers(life: Life): ReadonlyMap<PaymentMethod, PaymentProvider> {
    const online: PaymentProvider = {
      method: 'sandbox',
      payUrl: ({ orderId }) => `/pay/${orderId}`,
      refund: (refund) => this.refund(refund, life),
    };
    const cash: PaymentProvider = { method: 'cash_on_delivery', payUrl: () => null, refund: async () => {} };
    return new Map([online, cash].map((provider) => [provider.method, provider]));
  }

  /** What the payer of a new order will do, and the notices of it, each with its moment. */
  notices(order: {
    orderId: string;
    totalMinor: number;
    payMs: number;
  }): { afterMs: number; notice: PaymentNotice }[] {
    const { orderId, totalMinor } = order;
    return this.plan(order.payMs).map(({ afterMs, outcome, payment, isWrong }) => {
      this.noticesMade += 1;
      this.waiting += 1;
      const paymentId = `pay-${orderId}-${payment}`;
      const amountMinor = isWrong ? totalMinor + 1 : totalMinor;
      const noticeId = `notice${this.noticesMade}`;
      return { afterMs, notice: { noticeId, paymentId, orderId, amountMinor, outcome } };
    });
  }

  /** Money has changed hands: from now on the market has to account for it. */
  take({ paymentId, orderId, amountMinor, outcome }: PaymentNotice): void {
    if (outcome === 'paid') this.taken.set(paymentId, { orderId, amountMinor });
  }

  private plan(payMs: number): Plan {
    const { chance } = this.world;
    const soonMs = chance.seldomLong(20, payMs * 0.9);
    const paid = { outcome: 'paid', payment: 1 } as const;
    switch (chance.weighted(payers)) {
      case 'never':
        return [];
      case 'once':
        return [{ ...paid, afterMs: soonMs }];
      case 'repeated':
        return [0, 5, 3_000].map((later) => ({ ...paid, afterMs: soonMs + later }));
      case 'late':
        return [{ ...paid, afterMs: payMs + chance.seldomLong(1, 20_000) }];
      case 'edge':
        return [{ ...paid, afterMs: payMs + chance.whole(-3, 3) }];
      case 'pending':
        return [
          { outcome: 'pending', payment: 1, afterMs: soonMs },
          { ...paid, afterMs: payMs + chance.whole(1_000, 8_000) },
        ];
      case 'declined':
        return [
          { outcome: 'declined', payment: 1, afterMs: soonMs },
          { ...paid, payment: 2, afterMs: soonMs + chance.whole(10, 10_000) },
        ];
      case 'opened':
        return [
          { outcome: 'opened', payment: 1, afterMs: soonMs },
          ...(chance.happens(0.7) ? [{ ...paid, afterMs: payMs + chance.whole(-3, 4_000) }] : []),
        ];
      case 'failed':
        return [{ outcome: 'failed', payment: 1, afterMs: soonMs }];
      case 'second':
        return [
          { ...paid, afterMs: soonMs },
          { ...paid, payment: 2, afterMs: soonMs + chance.whole(0, 5_000) },
        ];
      case 'wrong':
        return [{ ...paid, isWrong: true, afterMs: soonMs }];
    }
  }

  private async refund(
    { refundId, orderId, paymentId, amountMinor }: Parameters<PaymentProvider['refund']>[0],
    life: Life,
  ): Promise<void> {
    const { world, tally } = this;
    await world.pause(world.chance.between(1, 30), life);
    if (world.chance.happens(this.weather.refundFails)) {
      tally.count('refund failed');
      throw new Error('The provider did not answer.');
    }
    const known = this.given.get(refundId);
    if (known && known.amountMinor !== amountMinor) {
      this.contradictions.push(`${refundId}: ${known.amountMinor}, then ${amountMinor}`);
    }
    if (!known) this.given.set(refundId, { orderId, paymentId, amountMinor });
    world.story.tell('refund', () => `${refundId} ${amountMinor}`);
    await world.pause(world.chance.between(1, 30), life);
    if (!world.chance.happens(this.weather.refundFails)) return;
    tally.count('refund done, answer lost');
    throw new Error('The provider did not answer.');
  }
}
