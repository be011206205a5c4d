import { sameOpen, sameSnapshot, walk } from '../../server/audit/log-walk.ts';
import { nothingBeside, rebuildLog } from '../../server/audit/rebuild-log.ts';
import type { DecideAt, Decision, Stamp } from '../../server/event-log/decision.ts';
import type { LogType } from '../../server/event-log/log-type.ts';
import { snapshotVersion } from '../../server/lib/format.ts';
import type { LogKind } from '../../server/logs/kind.ts';
import type { Refused } from '../../server/market/kernel/decision.ts';
import { refusalTally } from '../../server/market/kernel/refusal-tally.ts';
import { type Effects, noRows } from '../../server/ports/rows.ts';

/** A page is turned by itself so long after its first line, in ms (T6). */
export const PAGE_MS = 60_000;

export interface DiaryState {
  diaryId: string;
  seq: number;
  atMs: number;
  lines: string[];
  /** When the page is turned; null: it has no line yet. */
  turnsAtMs: number | null;
  pagesTurned: number;
  isOver: boolean;
}

export type DiaryFact =
  | { type: 'line_written'; text: string }
  | { type: 'page_turned' }
  | { type: 'diary_ended' };

const TURN = 'turn';
/** A line that some program wrote, and one with a fault cannot take in. */
export const TORN = 'torn';
export const fault = { isOn: false };

const empty = (diaryId: string): DiaryState => ({
  ...{ diaryId, seq: 0, atMs: 0, lines: [], turnsAtMs: null, pagesTurned: 0, isOver: false },
});

function turning({ turnsAtMs, diaryId }: DiaryState) {
  return turnsAtMs === null ? [] : [{ dueAtMs: turnsAtMs, kind: TURN, id: diaryId }];
}

export const diaryRules: LogType<DiaryState, DiaryFact, Effects> = {
  kind: 'diary',
  snapshotVersion: snapshotVersion(1, empty('')),
  writeState: (state) => JSON.stringify(state),
  readState: (text) => JSON.parse(text) as DiaryState,
  empty,
  apply(state, fact, { seq, atMs }: Stamp) {
    state.seq = seq;
    state.atMs = atMs;
    if (fact.type === 'line_written') {
      if (fact.text === TORN && fault.isOn) throw new Error('A page is torn.');
      state.lines.push(fact.text);
      state.turnsAtMs ??= atMs + PAGE_MS;
    } else {
      if (fact.type === 'page_turned') state.pagesTurned += 1;
      else state.isOver = true;
      state.turnsAtMs = null;
    }
  },
  isOpen: ({ isOver }) => !isOver,
  idsNow: (_state, ids) => ids,
  numberAfterGap: () => 1,
  whomToAsk: () => null,
  deadlinesOf: (state) => turning(state),
  allDeadlines: (state) => turning(state),
  isBefore: (a, b) => a.dueAtMs < b.dueAtMs,
  sizeOf: ({ lines }) => lines.length,
  decideDeadline: ({ turnsAtMs }, { dueAtMs }) => (turnsAtMs === dueAtMs ? [{ type: 'page_turned' }] : []),
  following: () => null,
  gather: () => ({
    note() {},
    effects: () => ({ rows: noRows(), refusals: [] }),
    stagedEffects: () => ({ orders: [], lines: [] }),
  }),
  tally: refusalTally,
};

/** A kind of log that only tests have: all that is known of it stands in this folder. */
export const diaryLog: LogKind<DiaryState, DiaryFact> = {
  rules: diaryRules,
  wakesAtStart: true,
  isGuest: true,
  async verify(head, { ledger, onProgress }) {
    const state = empty(head.logId);
    const snapshot = await ledger.snapshot(head.logId, diaryRules.snapshotVersion);
    await walk<DiaryFact>(ledger, head, onProgress, {
      take(fact, { seq, atMs }) {
        diaryRules.apply(state, fact, { seq, atMs });
        if (snapshot?.seq === seq) sameSnapshot(head.logId, snapshot, diaryRules.writeState(state));
      },
      endPage: async () => {},
    });
    sameOpen(head, diaryRules.isOpen(state));
    return null;
  },
  rebuild: (head, by) => rebuildLog(diaryRules, head, nothingBeside, by),
  lossOf: async () => null,
  numberGivenBy: () => 0,
};

/** Writes a line. */
export function writes(text: string) {
  return (_state: DiaryState, _at: DecideAt): Decision<number, DiaryFact, DiaryState, Refused> => ({
    kind: 'accepted',
    facts: [{ type: 'line_written', text }],
    reply: ({ lines }) => lines.length,
  });
}
