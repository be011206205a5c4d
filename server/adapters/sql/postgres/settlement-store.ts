import { noRows } from '../../../ports/rows.ts';
import { SETTLEMENT, type SettlementStore } from '../../../ports/settlement.ts';
import { aBatchOf } from '../ledger/rows-only-batch.ts';
import { packed } from '../packed-batch.ts';
import type { SqlValue } from '../schema.ts';
import { type Ask, settlementReads } from '../settlement-reads.ts';
import { BEGIN_CURSOR, MOVE_CURSOR } from '../settlement-texts.ts';
import { numbered } from '../texts.ts';
import { appendText, type Part, type TextColumns, textFlags } from './append-texts.ts';
import { columnOf } from './arrays.ts';
import type { ConnectionPool } from './connection-pool.ts';

const PARTS = ['ledgerEntries', 'payables', 'settlementStates'] as const satisfies readonly Part[];
const HISTORY = 'SELECT history FROM log_head WHERE log_id = $1';

/** The settlement's tables in PostgreSQL; several nodes may follow, and the cursor lets one of them write. */
export function postgresSettlement(
  links: ConnectionPool,
  reports: ConnectionPool,
  isText: TextColumns,
): SettlementStore {
  const over =
    (connections: ConnectionPool) =>
    async <Row>({ text, values, rowOf }: Ask<Row>) =>
      (await connections.query<unknown>(numbered(text), values)).map(rowOf);
  return {
    ...settlementReads(over(links), over(reports)),
    write: (streamId, from, to, rows) =>
      links.transaction(async (link) => {
        await link.query(numbered(BEGIN_CURSOR), [SETTLEMENT, streamId]);
        const { count } = await link.query(numbered(MOVE_CURSOR), [to, SETTLEMENT, streamId, from]);
        if (count !== 1) return false;
        const values = packed(aBatchOf({ ...noRows(), ...rows })).rows;
        const parts = PARTS.filter((part) => values[part].length > 0);
        if (parts.length === 0) return true;
        const columns = parts.flatMap((part) =>
          textFlags(part, isText).map((flag, column) => columnOf(values[part] as SqlValue[][], column, flag)),
        );
        const { rows: heads } = await link.query<{ history: string }>(HISTORY, [streamId]);
        await link.query(appendText(false, parts, isText), [streamId, heads[0]?.history ?? '', ...columns]);
        return true;
      }),
  };
}
