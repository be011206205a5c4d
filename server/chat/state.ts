import { CHAT_DAYS, CHAT_LINES_KEPT } from '../../shared/market/chat/bounds.ts';
import type { ChatSettings, ChatWriters, LineMark, MuteReason } from '../../shared/market/chat/contract.ts';
import type { By } from '../market/kernel/by.ts';

/** Lines that a chat has in memory; whoever acts on an older one names its fact. Those of a second that are sent go last. */
export const MAX_LINES_KNOWN = 300;
/** Reports of one line that are counted. */
export const MAX_REPORTS = 20;

/** A line as the log knows it. */
export interface Line {
  /** Its place: the seq of the fact that wrote it. */
  line: number;
  atMs: number;
  textId: string;
  who: string;
  device?: string;
  mark?: LineMark;
  isHeld?: true;
  isThinned?: true;
  /** It was taken from the screens. */
  isTaken?: true;
  reports?: string[];
}

export interface Question {
  line: number;
  atMs: number;
  textId: string;
  item?: number;
}

export interface Answered {
  line: number;
  atMs: number;
  /** Of the question with its answer, without a name. */
  textId: string;
  item?: number;
  isNow?: true;
}

export interface SilencedWriter {
  line: number;
  device?: string;
  /** What says beside the log whom it is; absent: nobody knew any more. */
  textId?: string;
  untilMs: number | null;
  reason: MuteReason;
  isForAll?: true;
  sinceMs: number;
  by: By;
}

/** The chat of a stream: what is on screens, what waits for the house, and who may not write. */
export interface ChatState {
  chatId: string;
  seq: number;
  atMs: number;
  lines: Line[];
  settings: ChatSettings;
  pinned: Line | null;
  noticeTextId: string | null;
  questions: Map<number, Question>;
  answered: Answered[];
  /** Questions that came, and those that were answered, by item; 0: about none, or one beyond the bound. */
  asked: Map<number, { asked: number; answered: number }>;
  /** The line of the question that the host answers now. */
  answering: { line: number; sinceMs: number } | null;
  /** By `who`. */
  silenced: Map<string, SilencedWriter>;
  /** Taken lines whose text is destroyed then. */
  taken: Map<number, { untilMs: number; textId: string; question?: Question; isPinned?: true }>;
  /** Lines of viewers: since when five seconds are counted, how many in them, and how many in the five before. */
  pace: { sinceMs: number; lines: number; before: number };
  /** When a line of a viewer was last sent to everybody, and when one was last left out. */
  shownAtMs: number;
  thinnedAtMs: number;
}

export const firstSettings: ChatSettings = {
  writers: 'anyone',
  keptDays: CHAT_DAYS,
  words: [],
  wordsDo: 'hold',
  answers: [],
};

export function emptyChat(chatId: string): ChatState {
  return {
    chatId,
    seq: 0,
    atMs: 0,
    lines: [],
    settings: firstSettings,
    pinned: null,
    noticeTextId: null,
    questions: new Map(),
    answered: [],
    asked: new Map(),
    answering: null,
    silenced: new Map(),
    taken: new Map(),
    pace: { sinceMs: 0, lines: 0, before: 0 },
    shownAtMs: 0,
    thinnedAtMs: 0,
  };
}

/** Whether a line is on the screens of all. */
export function isShown({ isHeld, isTaken, isThinned }: Readonly<Line>): boolean {
  return !isHeld && !isTaken && !isThinned;
}

/** Whether a line waits for a look. */
export function isWaiting({ isHeld, isTaken }: Readonly<Line>): boolean {
  return isHeld === true && !isTaken;
}

/** The newest lines of all screens, the oldest first. */
export function newestLines({ lines }: Readonly<Pick<ChatState, 'lines'>>): Line[] {
  return lines.filter(isShown).slice(-CHAT_LINES_KEPT);
}

/** Who may write by now: those who have ordered, where the stream lets anyone and the shop may not (N2). */
export function writersNow(
  { settings: { writers } }: Readonly<Pick<ChatState, 'settings'>>,
  mayAnyone: boolean,
): ChatWriters {
  return writers === 'anyone' && !mayAnyone ? 'ordered' : writers;
}
