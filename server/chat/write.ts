import type { Refusal } from '../../shared/contract/refusals.ts';
import type { LineMark, MuteReason } from '../../shared/market/chat/contract.ts';
import type { By } from '../market/kernel/by.ts';
import { accept, type DecideAt, type Decision, notYet, refused } from '../market/kernel/decision.ts';
import { type ChatFact, type WrittenText, withText } from './facts.ts';
import { isTooMuch } from './pace.ts';
import { type ChatState, MAX_REPORTS, type SilencedWriter, writersNow } from './state.ts';

export type ChatDecision<Reply> = Decision<Reply, ChatFact, ChatState>;

/** Somebody who writes, as the log knows them: by who they are now and were before, and by their device. */
export interface Writer {
  who: string;
  /** All that they are known by, `who` and `device` among them. */
  all: readonly string[];
  device: string;
}

/** What is known of a writer besides: whether they have ordered, and whether anyone may write in this shop at all. */
export interface Standing {
  /** Null: nobody has asked; where it counts, this try alone is refused. */
  hasOrdered: boolean | null;
  mayAnyone: boolean;
}

export interface NewLine {
  textId: string;
  text: WrittenText;
  mark: LineMark | null;
  /** What the word lists say of it, by what the log says at its place; null: nothing. */
  wordsDo: 'hold' | 'drop' | null;
}

/** A line as its writer is told of it. */
export interface WrittenLine {
  seq: number;
  isHeld: boolean;
}

/**
 * Writes a viewer's line or question (N1, N3). Nobody writes where chat is off → CHAT_OFF; silenced → CHAT_SILENCED; words
 * that are not shown → CHAT_WORDS.
 */
export function writeLine(
  state: Readonly<ChatState>,
  { textId, text, mark, wordsDo }: NewLine,
  { who, all, device }: Writer,
  standing: Standing,
  { atMs }: Pick<DecideAt, 'atMs'>,
): ChatDecision<WrittenLine> {
  const no = mayNotWrite(state, all, standing, atMs);
  if (no) return no;
  if (wordsDo === 'drop') return refused({ code: 'CHAT_WORDS' });
  const isHeld = wordsDo === 'hold';
  const fact: ChatFact = {
    ...{ type: 'chat_line_written', textId, who },
    ...(device !== who && { device }),
    ...(mark && { mark }),
    ...(isHeld && { isHeld: true as const }),
    ...(!isHeld && isTooMuch(state, atMs) && { isThinned: true as const }),
  };
  return accept([withText(fact, text)], (_after, seq) => ({ seq, isHeld }));
}

/**
 * Answers the same words again with the line that has them (N2), to who may write: nothing is written but the key, so that a
 * lost answer is repeated.
 */
export function writeAgain(
  state: Readonly<ChatState>,
  line: WrittenLine,
  { all }: Pick<Writer, 'all'>,
  standing: Standing,
  { atMs }: Pick<DecideAt, 'atMs'>,
): ChatDecision<WrittenLine> {
  return mayNotWrite(state, all, standing, atMs) ?? accept([], () => line);
}

function mayNotWrite(state: Readonly<ChatState>, all: readonly string[], standing: Standing, atMs: number) {
  const why = whyNotWrite(state, all, standing, atMs);
  if (!why) return null;
  const isUnasked = standing.hasOrdered === null && why.code === 'CHAT_OFF' && why.why === 'ordered';
  return isUnasked ? notYet(why, []) : refused(why);
}

/** Why somebody writes nothing in a chat: it is off for them, or they are silenced; null: they may. */
export function whyNotWrite(
  state: Readonly<Pick<ChatState, 'settings' | 'silenced'>>,
  all: readonly string[],
  { hasOrdered, mayAnyone }: Standing,
  atMs: number,
): Refusal | null {
  const writers = writersNow(state, mayAnyone);
  if (writers === 'off') return { code: 'CHAT_OFF', why: 'off' };
  if (writers === 'ordered' && !hasOrdered) return { code: 'CHAT_OFF', why: 'ordered' };
  const silenced = whySilenced(state, all, atMs);
  return silenced && { code: 'CHAT_SILENCED', untilMs: silenced.untilMs, reason: silenced.reason };
}

/** The act that lets somebody write no more at this moment, of several the one that lasts longest; null: none does. */
export function whySilenced(
  state: Readonly<Pick<ChatState, 'silenced'>>,
  all: readonly string[],
  atMs: number,
): SilencedWriter | null {
  const endOf = ({ untilMs }: SilencedWriter) => untilMs ?? Number.POSITIVE_INFINITY;
  let longest: SilencedWriter | null = null;
  for (const [, act] of silencesOf(state, all, atMs)) {
    if (!longest || endOf(act) > endOf(longest)) longest = act;
  }
  return longest;
}

/** All acts by which somebody writes no more at this moment, each with whom it named. */
export function silencesOf(
  { silenced }: Readonly<Pick<ChatState, 'silenced'>>,
  all: readonly string[],
  atMs: number,
): [who: string, act: SilencedWriter][] {
  if (silenced.size === 0) return [];
  return [...silenced].filter(([who, act]) => {
    const isOver = act.untilMs !== null && act.untilMs <= atMs;
    return !isOver && (all.includes(who) || (act.device !== undefined && all.includes(act.device)));
  });
}

/** Writes a line of the house. */
export function sayLine(
  { textId, text, mark }: Pick<NewLine, 'textId' | 'text'> & { mark: LineMark },
  by: By,
): ChatDecision<{ seq: number }> {
  const fact: ChatFact = { type: 'chat_line_written', textId, who: '', mark, by };
  return accept([withText(fact, text)], (_after, seq) => ({ seq }));
}

/** Says something above the chat, or nothing any more. */
export function setNotice(
  line: Pick<NewLine, 'textId' | 'text'> | null,
  by: By,
): ChatDecision<{ seq: number }> {
  const fact: ChatFact = { type: 'chat_notice_set', textId: line?.textId ?? null, by };
  return accept([line ? withText(fact, line.text) : fact], (_after, seq) => ({ seq }));
}

/** Counts a report of a line, once a person (N5). A line that is gone → CHAT_GONE. */
export function reportLine(
  { lines, seq }: Readonly<ChatState>,
  { line, reason }: { line: number; reason: MuteReason },
  { who }: Pick<Writer, 'who'>,
): ChatDecision<{ seq: number }> {
  const known = lines.find((each) => each.line === line);
  if (!known || known.isTaken || known.isHeld) return refused({ code: 'CHAT_GONE' });
  const { reports = [] } = known;
  const isCounted = known.who !== who && !reports.includes(who) && reports.length < MAX_REPORTS;
  if (!isCounted) return accept([], () => ({ seq }));
  return accept([{ type: 'chat_line_reported', line, who, reason }], (_after, at) => ({ seq: at }));
}
