import { MAX_ANSWERED, MAX_OPEN_QUESTIONS, MAX_SILENCED } from '../../shared/market/chat/bounds.ts';
import type { Stamp } from '../event-log/decision.ts';
import type { ChatFact } from './facts.ts';
import { countLine } from './pace.ts';
import { type ChatState, type Line, MAX_LINES_KNOWN, MAX_REPORTS } from './state.ts';

/** Takes a fact into the state. */
export function applyChatFact(state: ChatState, fact: ChatFact, { seq, atMs }: Stamp): void {
  state.seq = seq;
  state.atMs = atMs;
  folds[fact.type](state, fact as never, { seq, atMs });
}

type Folds = {
  [Type in ChatFact['type']]: (state: ChatState, fact: Extract<ChatFact, { type: Type }>, at: Stamp) => void;
};

const folds: Folds = {
  chat_line_written(state, { textId, who, device, mark, isHeld, isThinned }, { seq, atMs }) {
    const line: Line = {
      ...{ line: seq, atMs, textId, who },
      ...(device !== undefined && { device }),
      ...(mark && { mark }),
      ...(isHeld && { isHeld }),
      ...(isThinned && { isThinned }),
    };
    state.lines.push(line);
    if (state.lines.length > MAX_LINES_KNOWN) state.lines.shift();
    if (mark?.by) return;
    countLine(state, atMs);
    if (isThinned) state.thinnedAtMs = atMs;
    else if (!isHeld) state.shownAtMs = atMs;
    if (mark?.asks && !isHeld) ask(state, line, mark.item);
  },

  chat_line_taken(state, { line, textId, untilMs }) {
    state.taken.set(line, { untilMs, textId });
    const known = lineOf(state, line);
    if (known) known.isTaken = true;
    state.questions.delete(line);
    if (state.pinned?.line === line) state.pinned = null;
    if (state.answering?.line === line) state.answering = null;
  },
  chat_line_restored(state, { line }) {
    state.taken.delete(line);
    const known = lineOf(state, line);
    if (!known) return;
    const isNew = known.isHeld === true;
    delete known.isTaken;
    delete known.isHeld;
    if (isNew && known.mark?.asks) ask(state, known, known.mark.item);
  },
  chat_line_destroyed(state, { line, textIds }) {
    state.taken.delete(line);
    state.answered = state.answered.filter((each) => !textIds.includes(each.textId));
  },
  chat_line_reported(state, { line, who }) {
    const known = lineOf(state, line);
    if (known && (known.reports?.length ?? 0) < MAX_REPORTS) known.reports = [...(known.reports ?? []), who];
  },

  chat_writer_silenced(state, { line, who, device, untilMs, reason, by }, { atMs }) {
    for (const [each, { untilMs: endsMs }] of state.silenced) {
      if (endsMs !== null && endsMs <= atMs) state.silenced.delete(each);
    }
    state.silenced.delete(who);
    state.silenced.set(who, {
      ...{ line, untilMs, reason, by, sinceMs: atMs },
      ...(device !== undefined && { device }),
    });
    trim(state.silenced, MAX_SILENCED);
  },
  chat_writer_heard(state, { who }) {
    state.silenced.delete(who);
  },

  chat_line_pinned(state, { line }) {
    state.pinned = line === null ? null : (lineOf(state, line) ?? null);
  },
  chat_notice_set(state, { textId }) {
    state.noticeTextId = textId;
  },
  chat_set(state, { settings }) {
    state.settings = settings;
  },

  chat_question_made(state, { line, item }) {
    const known = lineOf(state, line);
    if (known) ask(state, known, item);
  },
  chat_question_answered(state, { line, textId, item, isNow }, { atMs }) {
    state.questions.delete(line);
    state.answered = [
      ...state.answered.filter((each) => each.line !== line),
      { line, atMs, textId, ...(item !== undefined && { item }), ...(isNow && { isNow }) },
    ].slice(-MAX_ANSWERED);
    if (isNow) state.answering = { line, sinceMs: atMs };
    else if (state.answering?.line === line) state.answering = null;
  },
  chat_question_dismissed(state, { line }) {
    state.questions.delete(line);
  },
};

function lineOf({ lines }: ChatState, place: number): Line | undefined {
  return lines.find(({ line }) => line === place);
}

function ask(state: ChatState, { line, atMs, textId }: Line, item: number | undefined): void {
  state.questions.set(line, { line, atMs, textId, ...(item !== undefined && { item }) });
  trim(state.questions, MAX_OPEN_QUESTIONS);
}

/** What came first goes first. */
function trim(map: Map<unknown, unknown>, most: number): void {
  for (const [key] of map) {
    if (map.size <= most) return;
    map.delete(key);
  }
}
