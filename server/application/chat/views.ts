import { CHAT_LINES_KEPT, GIVEN_NAMES, MAX_HELD_LINES } from '../../../shared/market/chat/bounds.ts';
import type {
  AnsweredQuestion,
  ChatLine,
  ChatModeration,
  ChatName,
  ChatWhole,
  LineMark,
  OpenQuestion,
  QuestionsReport,
  StaffLine,
} from '../../../shared/market/chat/contract.ts';
import { type ChatState, isWaiting, type Line, newestLines, writersNow } from '../../chat/state.ts';
import type { KeptText, LineText } from './texts.ts';

/** After a line was left out, pages say for so long that not every line is sent, in ms. */
const THINNED_MS = 10_000;
/** Of so many who may not write, the newest, the name is told that they had; of others the given one. */
const MAX_NAMES_TOLD = 100;

/** The name that somebody has unless they choose one: the same in all of a stream. */
export function givenName(who: string): number {
  return Buffer.from(who, 'base64url').readUInt32BE() % GIVEN_NAMES;
}

/** What is read before a view can be made. */
export interface Texts {
  lines: (textId: string) => LineText | null;
  answers: (textId: string) => KeptText | null;
}

/** The texts that a view of everybody needs. */
export function textsOfAll(state: Readonly<ChatState>): { lines: string[]; answers: string[] } {
  const { pinned, noticeTextId } = state;
  const ids = newestLines(state).map(({ textId }) => textId);
  return {
    lines: [...ids, ...(pinned ? [pinned.textId] : []), ...(noticeTextId ? [noticeTextId] : [])],
    answers: answeringNow(state).map(({ textId }) => textId),
  };
}

/** The chat as everybody sees it. A line without its text is no more. */
export function wholeOf(
  state: Readonly<ChatState>,
  { lines, answers }: Texts,
  mayAnyone: boolean,
  nowMs: number,
): ChatWhole {
  return {
    writers: writersNow(state, mayAnyone),
    ...partsOf(state, { lines, answers }),
    isThinned: state.thinnedAtMs > 0 && nowMs - state.thinnedAtMs < THINNED_MS,
    lines: newestLines(state)
      .map((line) => lineOf(line, lines))
      .filter((line) => line !== null),
  };
}

/** The lines that the house sees: the newest of all, those that wait for a look, and those whose deletion can be undone. */
export function moderatedLines({ lines, taken }: Readonly<Pick<ChatState, 'lines' | 'taken'>>): Line[] {
  const from = Math.max(0, lines.length - CHAT_LINES_KEPT);
  const older = lines.slice(0, from).filter((line) => isWaiting(line) || taken.has(line.line));
  return [...older.slice(-MAX_HELD_LINES), ...lines.slice(from)];
}

export function textsOfModeration(state: Readonly<ChatState>): { lines: string[]; answers: string[] } {
  const { lines, answers } = textsOfAll(state);
  const of = [...moderatedLines(state), ...state.questions.values()].map(({ textId }) => textId);
  const muted = [...state.silenced.values()].slice(-MAX_NAMES_TOLD).flatMap(({ textId }) => textId ?? []);
  return {
    lines: [...new Set([...lines, ...of, ...muted])],
    answers: [...answers, ...state.answered.map(({ textId }) => textId)],
  };
}

/** The chat as the house sees it. */
export function moderationOf(
  state: Readonly<ChatState>,
  texts: Texts,
  suggest: (text: string) => number | undefined,
  mayAnyone: boolean,
): ChatModeration {
  return {
    ...partsOf(state, texts),
    settings: { ...state.settings, writers: writersNow(state, mayAnyone) },
    mayAnyone,
    lines: moderatedLines(state).map((line) => staffLineOf(line, texts.lines)),
    questions: [...state.questions.values()].flatMap((question): OpenQuestion[] => {
      const { line: seq, atMs, textId, item } = question;
      const said = texts.lines(textId);
      const suggested = said ? suggest(said.text) : undefined;
      return said
        ? [
            {
              seq,
              atMs,
              name: said.name,
              text: said.text,
              ...(item !== undefined && { item }),
              ...(suggested !== undefined && { suggested }),
            },
          ]
        : [];
    }),
    answered: answeredOf(state, texts.answers),
    silenced: Array.from(
      state.silenced,
      ([who, { line, textId, untilMs, reason, isForAll, sinceMs, by }]) => ({
        ...{ who, name: nameAt(textId, texts) ?? nameOfLine(state, line, texts) ?? givenName(who) },
        scope: isForAll ? ('all' as const) : ('stream' as const),
        ...{ untilMs, reason, sinceMs, by: by.staffId },
      }),
    ),
  };
}

/** How many questions came about each item, were answered and wait, by the item's number. */
export function questionCounts({
  asked,
  questions,
}: Readonly<Pick<ChatState, 'asked' | 'questions'>>): QuestionsReport['counts'] {
  const waiting = [...questions.values()].map(({ item = 0 }) => (asked.has(item) ? item : 0));
  return [...asked]
    .sort(([a], [b]) => a - b)
    .map(([item, count]) => ({
      ...(item !== 0 && { item }),
      ...count,
      open: waiting.filter((each) => each === item).length,
    }));
}

/** Answered questions, the oldest first, without names. */
export function answeredOf(
  { answered, taken }: Readonly<Pick<ChatState, 'answered' | 'taken'>>,
  answers: Texts['answers'],
): AnsweredQuestion[] {
  return answered.flatMap(({ line: seq, atMs, textId, item }) => {
    const kept = taken.has(seq) ? null : answers(textId);
    return kept ? [{ seq, atMs, ...(item !== undefined && { item }), ...kept }] : [];
  });
}

function partsOf(
  state: Readonly<ChatState>,
  { lines, answers }: Texts,
): Pick<ChatWhole, 'pinned' | 'notice' | 'answering'> {
  const { pinned, noticeTextId } = state;
  const [now] = answeringNow(state);
  const kept = now && answers(now.textId);
  const item = now?.item === undefined ? {} : { item: now.item };
  return {
    pinned: pinned && lineOf(pinned, lines),
    notice: (noticeTextId && lines(noticeTextId)?.text) || null,
    answering: now && kept ? { seq: now.line, ...item, question: kept.question, sinceMs: now.atMs } : null,
  };
}

function answeringNow({ answering, answered }: Readonly<ChatState>) {
  return answered.filter(({ line }) => line === answering?.line).slice(-1);
}

function lineOf({ line, textId, mark }: Line, texts: Texts['lines']): ChatLine | null {
  const said = texts(textId);
  return said && [line, said.name, said.text, markOf(mark, said)];
}

/** What a line is besides, with the second name of staff who wrote it. */
function markOf(mark: LineMark | undefined, said: LineText | null): LineMark | null {
  if (!mark) return null;
  return said?.nameEn === undefined ? mark : { ...mark, nameEn: said.nameEn };
}

function staffLineOf(
  { line, atMs, textId, who, mark, isHeld, isTaken, reports }: Line,
  texts: Texts['lines'],
): StaffLine {
  const said = isTaken ? null : texts(textId);
  return {
    ...{ seq: line, atMs, who, mark: markOf(mark, said), reports: reports?.length ?? 0 },
    name: said?.name ?? (who === '' ? '' : givenName(who)),
    text: said?.text ?? null,
    state: isTaken || !said ? 'deleted' : isHeld ? 'held' : 'shown',
  };
}

/** The name that somebody had when they were silenced; acts from before this was kept have none. */
function nameAt(textId: string | undefined, { lines }: Texts): ChatName | null {
  const kept = textId === undefined ? null : lines(textId);
  return kept === null || kept.name === '' ? null : kept.name;
}

function nameOfLine({ lines }: Readonly<ChatState>, place: number, texts: Texts) {
  const line = lines.find((each) => each.line === place);
  return line && texts.lines(line.textId)?.name;
}
