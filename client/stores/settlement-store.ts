import type { Reason } from '../../shared/contract/answer.ts';
import type {
  BoardView,
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
import { createRemoteValue, type RemoteValue } from './remote-value.ts';
import type { Outside } from './world.ts';

const BOARD_MS = 60_000;

type Contents<R extends { key: string }> = Omit<R, 'key'>;

export interface OfficeStore extends RemoteValue<SettlementOverview> {
  /** Each answers why not, or null. */
  book(booking: Contents<BookingRequest>): Promise<Reason | null>;
  setTerms(terms: TermsRequest['terms']): Promise<Reason | null>;
  /** @returns the token that signs the new producer's person in once */
  addProducer(producer: Contents<NewProducerRequest>): Promise<Result<string, Reason>>;
}

/** What the office sees of all producers, and what it writes into the books. */
export function createOfficeStore({ http, newKey }: Pick<Outside, 'http' | 'newKey'>): OfficeStore {
  const asked = createRemoteValue<SettlementOverview>(() => http.call('settlement'));
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
export function createPayablesStore(
  producerId: string,
  currency: string,
  { http, newKey }: Pick<Outside, 'http' | 'newKey'>,
) {
  const asked: RemoteValue<PayablesView> = createRemoteValue(() =>
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
export function createRefundsStore({ http, newKey }: Pick<Outside, 'http' | 'newKey'>) {
  const asked = createRemoteValue<RefundsByHand>(() => http.call('refundsByHand'));
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
  { http }: Pick<Outside, 'http'>,
) {
  return {
    ...createRemoteValue<StatementView>(() => http.call('statement', { params: { producerId }, query })),
    csvAddress: statementAddress('statementCsv', producerId, query),
    pdfAddress: (language: 'en' | 'zh') =>
      statementAddress('statementPdf', producerId, { ...query, language }),
  };
}

/** How the promise is kept, for a wall: it asks again by itself. */
export function createBoardStore({ http }: Pick<Outside, 'http'>): RemoteValue<BoardView> {
  return createRemoteValue(
    () => http.call('board'),
    () => BOARD_MS,
  );
}
