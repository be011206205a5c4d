import type { Reason } from '../../shared/contract/answer.ts';
import type {
  BookingRequest,
  NewProducerRequest,
  PayablesView,
  RefundByHand,
  RefundsByHand,
  SettlementOverview,
  StatementView,
  TermsRequest,
} from '../../shared/contract/settlement.ts';
import { ok, type Result } from '../../shared/values/result.ts';
import { statementAddress } from '../connection/file-addresses.ts';
import { createIdempotentSender } from './idempotent-sender.ts';
import type { RemoteValue } from './remote-value.ts';
import { createStaffRead } from './staff-read.ts';
import type { World } from './world.ts';

type Contents<R extends { key: string }> = Omit<R, 'key'>;

export interface OfficeStore extends RemoteValue<SettlementOverview> {
  /** Each answers why not, or null. */
  book(booking: Contents<BookingRequest>): Promise<Reason | null>;
  setTerms(terms: TermsRequest['terms']): Promise<Reason | null>;
  /** @returns the token that signs the new producer's person in once */
  addProducer(producer: Contents<NewProducerRequest>): Promise<Result<string, Reason>>;
}

/** What the office sees of all producers, and what it writes into the books. */
export function createOfficeStore(world: World): OfficeStore {
  const { http, newKey } = world;
  const asked = createStaffRead<SettlementOverview>(world, ['settlement'], () => http.call('settlement'));
  const send = createIdempotentSender(newKey);
  return {
    ...asked,
    async book(booking) {
      const answer = await send(booking, (body) => http.call('bookBank', { body }));
      await asked.reload();
      return answer.ok ? null : answer.refusal;
    },
    async setTerms(terms) {
      const answer = await send({ terms }, (body) => http.call('setTerms', { body }));
      await asked.reload();
      return answer.ok ? null : answer.refusal;
    },
    async addProducer(producer) {
      const answer = await send(producer, (body) => http.call('newProducer', { body }));
      return answer.ok ? ok(answer.value.token) : answer;
    },
  };
}

/** What one producer is owed, and what the office does about it. */
export function createPayablesStore(producerId: string, currency: string, world: World) {
  const { http, newKey } = world;
  const asked: RemoteValue<PayablesView> = createStaffRead(world, ['payables', producerId, currency], () =>
    http.call('payables', { params: { producerId }, query: { currency } }),
  );
  const send = createIdempotentSender(newKey);
  return {
    ...asked,
    /** Marks paid what is on the screen. @returns why it was not, or null */
    async payOut({ untilMs, version, payoutMinor }: PayablesView) {
      const payout = { producerId, currency, untilMs, version, amountMinor: payoutMinor };
      const answer = await send(payout, (body) => http.call('payOut', { body }));
      await asked.reload();
      return answer.ok ? null : answer.refusal;
    },
    async adjust(amountMinor: number, reason: string) {
      const adjustment = { producerId, currency, amountMinor, reason };
      const answer = await send(adjustment, (body) => http.call('adjustSettlement', { body }));
      await asked.reload();
      return answer.ok ? null : answer.refusal;
    },
  };
}

/** Buyers who paid cash and are owed something back. */
export function createRefundsStore(world: World) {
  const { http, newKey } = world;
  const asked = createStaffRead<RefundsByHand>(world, ['refunds-by-hand'], () => http.call('refundsByHand'));
  const send = createIdempotentSender(newKey);
  return {
    ...asked,
    /** Marks given back what is on the screen. @returns why it was not, or null */
    async payBack({ orderId, currency, owedMinor, version }: RefundByHand) {
      const refund = { orderId, currency, amountMinor: owedMinor, version };
      const answer = await send(refund, (body) => http.call('payBack', { body }));
      await asked.reload();
      return answer.ok ? null : answer.refusal;
    },
  };
}

/** One week of a producer's account, and its addresses as files. */
export function createStatementStore(
  producerId: string,
  query: { currency: string; week?: string },
  world: World,
) {
  return {
    ...createStaffRead<StatementView>(world, ['statement', producerId, query], () =>
      world.http.call('statement', { params: { producerId }, query }),
    ),
    csvAddress: statementAddress('statementCsv', producerId, query),
    pdfAddress: (language: 'en' | 'zh') =>
      statementAddress('statementPdf', producerId, { ...query, language }),
  };
}
