import type {
  BoardView,
  PayablesView,
  SettlementOverview,
  StatementView,
} from '../../shared/contract/settlement.ts';
import { statementAddress } from '../connection/http.ts';
import { type Asked, createAsked, createKeys } from './asked.ts';
import type { Outside } from './world.ts';

const BOARD_MS = 60_000;

/** What the office sees of all producers. */
export function createOfficeStore({ http }: Pick<Outside, 'http'>): Asked<SettlementOverview> {
  return createAsked(() => http.call('settlement'));
}

export type Office = Asked<SettlementOverview>;

/** What one producer is owed, and what the office does about it. */
export function createPayablesStore(
  producerId: string,
  currency: string,
  { http, newKey }: Pick<Outside, 'http' | 'newKey'>,
) {
  const asked: Asked<PayablesView> = createAsked(() =>
    http.call('payables', { params: { producerId }, query: { currency } }),
  );
  const keys = createKeys(newKey);
  return {
    ...asked,
    /** Marks paid what is on the screen. @returns why it was not, or null */
    async payOut({ untilMs, version, payoutMinor }: PayablesView) {
      const contents = { producerId, currency, untilMs, version, amountMinor: payoutMinor };
      const answer = await http.call('payOut', { body: { key: keys.keyFor(contents), ...contents } });
      if (answer.ok || answer.refusal.code !== 'NO_ANSWER') keys.answered();
      await asked.reload();
      return answer.ok ? null : answer.refusal;
    },
    async adjust(amountMinor: number, reason: string) {
      const contents = { producerId, currency, amountMinor, reason };
      const answer = await http.call('adjustSettlement', {
        body: { key: keys.keyFor(contents), ...contents },
      });
      if (answer.ok || answer.refusal.code !== 'NO_ANSWER') keys.answered();
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
    ...createAsked<StatementView>(() => http.call('statement', { params: { producerId }, query })),
    csvAddress: statementAddress('statementCsv', producerId, query),
    pdfAddress: (language: 'en' | 'zh') =>
      statementAddress('statementPdf', producerId, { ...query, language }),
  };
}

/** How the promise is kept, for a wall: it asks again by itself. */
export function createBoardStore({ http }: Pick<Outside, 'http'>): Asked<BoardView> {
  return createAsked(() => http.call('board'), BOARD_MS);
}
