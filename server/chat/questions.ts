import type { By } from '../market/kernel/by.ts';
import { refused } from '../market/kernel/decision.ts';
import { done } from './care.ts';
import { type ChatFact, type WrittenText, withText } from './facts.ts';
import type { ChatState } from './state.ts';
import type { ChatDecision } from './write.ts';

/** Makes a question of a viewer's line (N6). A line that is gone, answered or of the house → CHAT_GONE. */
export function makeQuestion(
  { lines, answered }: Readonly<ChatState>,
  { line, item }: { line: number; item: number | undefined },
  by: By,
): ChatDecision<{ seq: number }> {
  const known = lines.find((each) => each.line === line);
  const isAnswered = answered.some((each) => each.line === line);
  if (!known || isAnswered || known.isTaken || known.isHeld || known.mark?.by) {
    return refused({ code: 'CHAT_GONE' });
  }
  return done([{ type: 'chat_question_made', line, ...(item !== undefined && { item }), by }]);
}

/**
 * Answers a question: its words and the answer's are kept together, without a name (N6). One that waits no more →
 * CHAT_GONE.
 * @param said the answer as a line of the house, and the item that it leads to: without one, the question's; null: the host
 *   says it now
 */
export function answerQuestion(
  { questions }: Readonly<ChatState>,
  line: number,
  kept: { textId: string; text: WrittenText },
  said: { textId: string; text: WrittenText; isHost: boolean; item?: number } | null,
  by: By,
): ChatDecision<{ seq: number }> {
  const question = questions.get(line);
  if (!question) return refused({ code: 'CHAT_GONE' });
  const leadsTo = said?.item ?? question.item;
  const about = question.item ?? leadsTo;
  const answered: ChatFact = {
    ...{ type: 'chat_question_answered', line, textId: kept.textId, by },
    ...(about !== undefined && { item: about }),
    ...(!said && { isNow: true as const }),
  };
  const facts: ChatFact[] = [withText(answered, kept.text)];
  if (said) {
    const mark = {
      ...{ by: said.isHost ? ('host' as const) : ('staff' as const), answers: line },
      ...(leadsTo !== undefined && { item: leadsTo }),
    };
    const fact: ChatFact = { type: 'chat_line_written', textId: said.textId, who: '', mark, by };
    facts.push(withText(fact, said.text));
  }
  return done(facts);
}

/** Takes a question from the queue. */
export function dismissQuestion(
  { questions }: Readonly<ChatState>,
  line: number,
  by: By,
): ChatDecision<{ seq: number }> {
  if (!questions.has(line)) return refused({ code: 'CHAT_GONE' });
  return done([{ type: 'chat_question_dismissed', line, by }]);
}
