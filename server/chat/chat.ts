import { CHAT_OPEN_DAYS } from '../../shared/market/chat/bounds.ts';
import { DAY } from '../../shared/values/time.ts';
import type { ChangeSet, LogType } from '../event-log/log-type.ts';
import { snapshotVersion } from '../lib/format.ts';
import { refusalTally } from '../market/kernel/refusal-tally.ts';
import type { Stamp } from '../market/kernel/stamp.ts';
import { readState, writeState } from '../market/snapshot.ts';
import { LONGEST_TEXT_MS } from '../ports/personal-texts.ts';
import type {
  ChatTextKeyRow,
  ChatTextRow,
  Effects,
  RefusalTally,
  StagedRows,
  TextUseRow,
} from '../ports/rows.ts';
import { noRows } from '../ports/rows.ts';
import { type ChatFact, textWith } from './facts.ts';
import { applyChatFact } from './fold.ts';
import { type ChatState, emptyChat } from './state.ts';

/** The log of a stream's chat. */
export const chatLogOf = (streamId: string) => `chat:${streamId}`;
export const streamOfChat = (chatId: string) => chatId.slice('chat:'.length);

const DESTROY = 'destroy';

/** The rules of a chat's log. Its deadlines are the ends of undo, at which texts are destroyed. */
export const chatRules: LogType<ChatState, ChatFact, Effects> = {
  kind: 'chat',
  isPatient: true,
  snapshotVersion: snapshotVersion(1, emptyChat('')),
  writeState,
  readState: (text) => readState<ChatState>(text),
  empty: emptyChat,
  apply: applyChatFact,
  // Open while there is something to destroy: then a start wakes it. Talk alone keeps no log awake.
  isOpen: ({ taken }) => taken.size > 0,
  idsNow: (_state, ids) => ids,
  numberAfterGap: () => 1,
  whomToAsk: () => null,
  deadlinesOf: (_state, fact) => (fact.type === 'chat_line_taken' ? [ending(fact.line, fact.untilMs)] : []),
  allDeadlines: ({ taken }) => Array.from(taken, ([line, { untilMs }]) => ending(line, untilMs)),
  isBefore: (a, b) => (a.dueAtMs === b.dueAtMs ? Number(a.id) < Number(b.id) : a.dueAtMs < b.dueAtMs),
  sizeOf: ({ lines, questions, answered, silenced }) =>
    lines.length + questions.size + answered.length + silenced.size,
  decideDeadline({ taken, answered }, { id, dueAtMs }) {
    const line = Number(id);
    const due = taken.get(line);
    if (due?.untilMs !== dueAtMs) return [];
    const kept = answered.filter((each) => each.line === line).map(({ textId }) => textId);
    return [{ type: 'chat_line_destroyed', line, textIds: [due.textId, ...kept] }];
  },
  following: () => null,
  gather: () => new ChatChangeSet(),
  tally: refusalTally,
};

/** Whom a silence is about is known no longer than it counts: until the stream's close, in ms after it; 0 says nothing. */
const SILENCE_KEPT_MS = 1;

/** The texts that nobody may open after a fact. */
function destroyedBy(fact: ChatFact): readonly string[] {
  if (fact.type === 'chat_line_destroyed') return fact.textIds;
  return fact.type === 'chat_writer_heard' && fact.textId ? [fact.textId] : [];
}

const ending = (line: number, dueAtMs: number) => ({ dueAtMs, kind: DESTROY, id: String(line) });

/** The texts that a batch brings, and those that are to be destroyed: no others know anything of a chat. */
export class ChatChangeSet implements ChangeSet<ChatState, ChatFact> {
  private readonly texts: ChatTextRow[] = [];
  private readonly keys: ChatTextKeyRow[] = [];
  private readonly uses: TextUseRow[] = [];
  /** Whether somebody may write no more by it, or again. */
  changesWhoWrites = false;

  note({ settings }: ChatState, fact: ChatFact, { atMs }: Stamp): void {
    this.changesWhoWrites ||= fact.type === 'chat_writer_silenced' || fact.type === 'chat_writer_heard';
    const text = textWith(fact);
    if (text && 'textId' in fact && fact.textId) {
      const { key, ...row } = text;
      const isSilence = fact.type === 'chat_writer_silenced';
      const keptMs = isSilence ? SILENCE_KEPT_MS : settings.keptDays * DAY;
      // The close is told by the stream's row. A stream that nobody closes, and a copy from before, do not wait for it.
      const lastMs = atMs + Math.min(settings.keptDays * DAY + CHAT_OPEN_DAYS * DAY, LONGEST_TEXT_MS);
      const untilMs = Math.min(lastMs, (isSilence && fact.untilMs) || lastMs);
      this.texts.push({ ...row, textId: fact.textId, atMs, untilMs, keptMs });
      this.keys.push({ textId: fact.textId, key });
    }
    for (const textId of destroyedBy(fact)) this.uses.push({ textId, untilMs: 0 });
  }

  /** Texts that are to be destroyed. */
  get destroyed(): string[] {
    return this.uses.map(({ textId }) => textId);
  }

  effects(_state: ChatState, refusals: RefusalTally[]): Effects {
    const { texts, keys, uses } = this;
    return { rows: { ...noRows(), chatTexts: texts, chatTextKeys: keys, textUses: uses }, refusals };
  }

  stagedEffects(): StagedRows {
    return { orders: [], lines: [] };
  }
}
