import { CARE_UNDO_MS } from '../../shared/market/chat/bounds.ts';
import type { ChatSettings, MuteReason } from '../../shared/market/chat/contract.ts';
import { MINUTE } from '../../shared/values/time.ts';
import type { By } from '../market/kernel/by.ts';
import { accept, type DecideAt, refused } from '../market/kernel/decision.ts';
import { type ChatFact, type WrittenText, withText } from './facts.ts';
import type { ChatState, Line, SilencedWriter } from './state.ts';
import { type ChatDecision, silencesOf } from './write.ts';

type CareAt = Pick<DecideAt, 'atMs'> & { by: By };
interface Done {
  seq: number;
}
type Undoable = Done & { undoUntilMs: number };

/** A line as the house names it: what the log says of it, where memory has it no more. */
export type NamedLine = Pick<Line, 'line' | 'textId' | 'who' | 'device'>;

/**
 * Takes a line from every screen; its text is destroyed when the time of undo is over (N5). One that is taken already is
 * taken. No line, or one whose text is gone → CHAT_GONE.
 */
export function takeLine(
  state: Readonly<ChatState>,
  { line, textId }: NamedLine,
  { atMs, by }: CareAt,
): ChatDecision<Undoable> {
  const known = state.taken.get(line);
  if (known) return accept([], () => ({ seq: state.seq, undoUntilMs: known.untilMs }));
  const isGone = state.lines.find((each) => each.line === line)?.isTaken;
  if (textId === '' || isGone) return refused({ code: 'CHAT_GONE' });
  const untilMs = atMs + CARE_UNDO_MS;
  return accept([{ type: 'chat_line_taken', line, textId, untilMs, by }], (_after, seq) => ({
    seq,
    undoUntilMs: untilMs,
  }));
}

/** Shows a line that was taken a moment ago, or waits for a look. Too late → CHAT_GONE. */
export function restoreLine(state: Readonly<ChatState>, line: number, { by }: CareAt): ChatDecision<Done> {
  const known = state.lines.find((each) => each.line === line);
  if (!state.taken.has(line) && !(known?.isHeld && !known.isTaken)) return refused({ code: 'CHAT_GONE' });
  return done([{ type: 'chat_line_restored', line, by }]);
}

/**
 * Lets the writer of a line write no more in this stream (N5). A line of the house → CHAT_GONE.
 * @param whom what says beside the log who it is; null: nobody knows any more
 */
export function silenceWriter(
  { line, who, device }: NamedLine,
  { minutes, reason, scope }: { minutes: number | null; reason: MuteReason; scope: 'stream' | 'all' },
  whom: { textId: string; text: WrittenText } | null,
  { atMs, by }: CareAt,
): ChatDecision<Undoable> {
  if (who === '') return refused({ code: 'CHAT_GONE' });
  const untilMs = minutes === null ? null : atMs + minutes * MINUTE;
  const fact: ChatFact = {
    ...{ type: 'chat_writer_silenced', line, who, untilMs, reason, by },
    ...(device !== undefined && { device }),
    ...(scope === 'all' && { isForAll: true as const }),
    ...(whom && { textId: whom.textId }),
  };
  const written = whom ? withText(fact, whom.text) : fact;
  return accept([written], (_after, seq) => ({ seq, undoUntilMs: atMs + CARE_UNDO_MS }));
}

/** Lets somebody write again. Who may write already may. */
export function hearWriter(state: Readonly<ChatState>, who: string, { by }: CareAt): ChatDecision<Done> {
  const act = state.silenced.get(who);
  if (!act) return accept([], () => ({ seq: state.seq }));
  return done([heard(who, act, by)]);
}

/** Lets somebody write again under all that they are known by. Whom nobody silenced → nothing happens. */
export function hearWriters(
  state: Readonly<ChatState>,
  all: readonly string[],
  { atMs, by }: CareAt,
): ChatDecision<Done> {
  const facts = silencesOf(state, all, atMs).map(([who, act]) => heard(who, act, by));
  return accept(facts, (_after, seq) => ({ seq }));
}

function heard(who: string, { textId }: Pick<SilencedWriter, 'textId'>, by: By): ChatFact {
  return { type: 'chat_writer_heard', who, ...(textId !== undefined && { textId }), by };
}

/** Pins a line that is on the screens, or none. */
export function pinLine(state: Readonly<ChatState>, line: number | null, { by }: CareAt): ChatDecision<Done> {
  const known = state.lines.find((each) => each.line === line);
  if (line !== null && (!known || known.isTaken || known.isHeld)) return refused({ code: 'CHAT_GONE' });
  return done([{ type: 'chat_line_pinned', line, by }]);
}

/** Sets a chat. *Anyone* where law asks for verified identities and no operator confirmed them → CHAT_UNCONFIRMED (N2). */
export function setChat(
  settings: ChatSettings,
  mayAnyone: boolean,
  { by }: Pick<CareAt, 'by'>,
): ChatDecision<Done> {
  if (settings.writers === 'anyone' && !mayAnyone) return refused({ code: 'CHAT_UNCONFIRMED' });
  return done([{ type: 'chat_set', settings, by }]);
}

export function done(facts: ChatFact[]): ChatDecision<Done> {
  return accept(facts, (_after, seq) => ({ seq }));
}
