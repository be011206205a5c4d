import type { ChatSettings, LineMark, MuteReason } from '../../shared/market/chat/contract.ts';
import type { By } from '../market/kernel/by.ts';
import type { SealedText } from '../ports/secrets.ts';

/**
 * What happens in the chat of a stream (N1). No fact has a text, a name or a buyer's id: texts lie beside the log (A4), and
 * `who` and `device` are HMACs under a key of the stream that is destroyed with its close. A line is named by its place.
 */
export type ChatFact =
  | {
      type: 'chat_line_written';
      textId: string;
      who: string;
      /** The device that it came from, if that is not the same. */
      device?: string;
      mark?: LineMark;
      /** It has a word of the lists, and waits for a look. */
      isHeld?: true;
      /** Too many write for each line to be sent to everybody. */
      isThinned?: true;
      by?: By;
    }
  | { type: 'chat_line_taken'; line: number; textId: string; untilMs: number; by: By }
  | { type: 'chat_line_restored'; line: number; by: By }
  | { type: 'chat_line_destroyed'; line: number; textIds: string[] }
  | { type: 'chat_line_reported'; line: number; who: string; reason: MuteReason }
  | {
      type: 'chat_writer_silenced';
      /** The line that it was for. */
      line: number;
      who: string;
      device?: string;
      untilMs: number | null;
      reason: MuteReason;
      /** With it they were banned from all chats (N7), which the shop's log says. */
      isForAll?: true;
      /** Beside the log, and it says whom: the office's list of buyers marks them. Absent: nobody knew any more. */
      textId?: string;
      by: By;
    }
  | {
      type: 'chat_writer_heard';
      who: string;
      /** What said whom, which is destroyed with it. */
      textId?: string;
      by: By;
    }
  | { type: 'chat_line_pinned'; line: number | null; by: By }
  | { type: 'chat_notice_set'; textId: string | null; by: By }
  | { type: 'chat_set'; settings: ChatSettings; by: By }
  | { type: 'chat_question_made'; line: number; item?: number; by: By }
  | { type: 'chat_question_answered'; line: number; textId: string; item?: number; isNow?: true; by: By }
  | { type: 'chat_question_dismissed'; line: number; by: By };

/** What is written with a fact and is no part of it. */
export interface WrittenText extends SealedText {
  kind: 'chat_line' | 'chat_kept';
  streamId: string;
  /** Empty where the house wrote it, or where it is kept without a name. */
  buyerId: string;
}

const TEXT = Symbol('text');

/** Gives a fact the text that is written in its transaction; the fact as it is stored knows nothing of it. */
export function withText<Fact extends ChatFact>(fact: Fact, text: WrittenText): Fact {
  Object.defineProperty(fact, TEXT, { value: text });
  return fact;
}

/** The text that comes with a fact; undefined: the fact was read from the log, or has none. */
export function textWith(fact: ChatFact): WrittenText | undefined {
  return (fact as { [TEXT]?: WrittenText })[TEXT];
}
