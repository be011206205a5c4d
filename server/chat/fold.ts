import {
  MAX_ANSWERED,
  MAX_HELD_LINES,
  MAX_ITEMS_ASKED,
  MAX_OPEN_QUESTIONS,
  MAX_SILENCED,
} from '../../shared/market/chat/bounds.ts';
import type { Stamp } from '../event-log/decision.ts';
import type { ChatFact } from './facts.ts';
import { countLine } from './pace.ts';
import { type ChatState, isShown, isWaiting, type Line, MAX_LINES_KNOWN, MAX_REPORTS } from './state.ts';

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
    forgetLines(state);
    if (mark?.by) return;
    countLine(state, atMs);
    if (isThinned) state.thinnedAtMs = atMs;
    else if (!isHeld) state.shownAtMs = atMs;
    if (mark?.asks && !isHeld) ask(state, line, mark.item);
  },

  chat_line_taken(state, { line, textId, untilMs }) {
    const question = state.questions.get(line);
    const isPinned = state.pinned?.line === line;
    state.taken.set(line, { untilMs, textId, ...(question && { question }), ...(isPinned && { isPinned }) });
    const known = lineOf(state, line);
    if (known) known.isTaken = true;
    state.questions.delete(line);
    if (isPinned) state.pinned = null;
    if (state.answering?.line === line) state.answering = null;
  },
  chat_line_restored(state, { line }) {
    const taken = state.taken.get(line);
    state.taken.delete(line);
    const known = lineOf(state, line);
    if (taken) {
      // It is again what it was: one that waited for a look waits again.
      if (known) delete known.isTaken;
      if (taken.question) state.questions.set(line, taken.question);
      if (taken.isPinned && known && state.pinned === null) state.pinned = pinned(known);
      return;
    }
    if (!known) return;
    delete known.isHeld;
    if (known.mark?.asks) ask(state, known, known.mark.item);
  },
  chat_line_destroyed(state, { line, textIds }) {
    state.taken.delete(line);
    state.answered = state.answered.filter((each) => !textIds.includes(each.textId));
  },
  chat_line_reported(state, { line, who }) {
    const known = lineOf(state, line);
    if (known && (known.reports?.length ?? 0) < MAX_REPORTS) known.reports = [...(known.reports ?? []), who];
  },

  chat_writer_silenced(state, { line, who, device, textId, untilMs, reason, isForAll, by }, { atMs }) {
    for (const [each, { untilMs: endsMs }] of state.silenced) {
      if (endsMs !== null && endsMs <= atMs) state.silenced.delete(each);
    }
    state.silenced.delete(who);
    state.silenced.set(who, {
      ...{ line, untilMs, reason, by, sinceMs: atMs },
      ...(isForAll && { isForAll }),
      ...(device !== undefined && { device }),
      ...(textId !== undefined && { textId }),
    });
    trim(state.silenced, MAX_SILENCED);
  },
  chat_writer_heard(state, { who }) {
    state.silenced.delete(who);
  },

  chat_line_pinned(state, { line }) {
    const known = line === null ? undefined : lineOf(state, line);
    state.pinned = known ? pinned(known) : null;
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
    askedOf(state, item).answered += 1;
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

/**
 * Forgets lines beyond the bounds: of those that wait for a look and of those on the screens the oldest, and before them
 * those that nobody sees.
 */
function forgetLines({ lines }: ChatState): void {
  const forget = (isOne: (line: Line) => boolean, most: number) => {
    const count = lines.filter(isOne).length;
    for (let n = most; n < count; n += 1) lines.splice(lines.findIndex(isOne), 1);
  };
  forget(isWaiting, MAX_HELD_LINES);
  if (lines.length <= MAX_LINES_KNOWN) return;
  const unseen = lines.findIndex((line) => !isShown(line) && !isWaiting(line));
  lines.splice(unseen < 0 ? lines.findIndex(isShown) : unseen, 1);
}

/** A pinned line stays when memory has it no more; reports are those of the line itself. */
function pinned({ reports: _reports, ...line }: Line): Line {
  return line;
}

function lineOf({ lines }: ChatState, place: number): Line | undefined {
  return lines.find(({ line }) => line === place);
}

/** The count of an item's questions. */
function askedOf({ asked }: ChatState, item = 0): { asked: number; answered: number } {
  const key = asked.has(item) || asked.size <= MAX_ITEMS_ASKED ? item : 0;
  const count = asked.get(key) ?? { asked: 0, answered: 0 };
  asked.set(key, count);
  return count;
}

function ask(state: ChatState, { line, atMs, textId }: Line, item: number | undefined): void {
  if (!state.questions.has(line)) askedOf(state, item).asked += 1;
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
