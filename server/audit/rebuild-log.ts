import type { LogState, LogType } from '../event-log/log-type.ts';
import type { Head } from '../event-log/ports/store.ts';
import type { Stamp } from '../market/kernel/stamp.ts';
import type { Effects, Rows } from '../ports/rows.ts';
import type { RebuiltWith } from './audited-kind.ts';

/**
 * Facts read at once; what they touched is written after them, each row once with its last value. Most orders are paid
 * within so many facts, and then have their rows written once instead of twice.
 */
const PAGE = 5_000;

/** Makes the rows and the snapshot of one log again. @param beside rows that the log's own change set does not make */
export async function rebuildLog<State extends LogState, Fact extends { type: string }>(
  rules: LogType<State, Fact, Effects>,
  { logId, seq: headSeq }: Head,
  beside: Beside<State, Fact>,
  { ledger, projections, onProgress }: RebuiltWith,
): Promise<void> {
  const state = rules.empty(logId);
  await projections.clear(logId, rules.kind);
  for (;;) {
    const texts: FactText<Fact>[] = JSON.parse(await ledger.factTexts(logId, state.seq, PAGE));
    const changeSet = rules.gather(state);
    for (const { seq, at, type, body } of texts) {
      const stamp: Stamp = { seq, atMs: at };
      // The text's own object becomes the fact: a copy of it would cost as much as reading it.
      const fact = Object.assign(body, { type }) as unknown as Fact;
      rules.apply(state, fact, stamp);
      changeSet.note(state, fact, stamp);
      beside.note(state, fact, stamp);
    }
    const { rows } = changeSet.effects(state, []);
    await projections.write({ ...rows, ...beside.rows(rows) });
    onProgress(logId, state.seq, headSeq);
    if (texts.length < PAGE) break;
  }
  await projections.isOpen(logId, rules.isOpen(state));
  if (state.seq === 0) return;
  const { snapshotVersion: version } = rules;
  await projections.snapshot(logId, { version, seq: state.seq, state: rules.writeState(state) });
}

/** Rows that the change set of a batch does not know of. */
export interface Beside<State, Fact> {
  note(state: State, fact: Fact, stamp: Stamp): void;
  /** @param gathered the rows that it does know of */
  rows(gathered: Rows): Partial<Rows>;
}

/** For a kind of log whose rows are its change set's alone. */
export const nothingBeside: Beside<unknown, unknown> = { note() {}, rows: () => ({}) };

interface FactText<Fact extends { type: string }> {
  seq: number;
  at: number;
  type: Fact['type'];
  body: Omit<Fact, 'type'>;
}
