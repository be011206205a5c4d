import * as z from 'zod/mini';
import { announcement } from '../../contract/announcement.ts';
import type { CapabilityContract } from '../../contract/capability.ts';
import { accepted, contractOf, keyed } from '../../contract/command.ts';
import { told } from '../../contract/entry.ts';
import { lasting } from '../../contract/refusal.ts';
import { history, id, itemNumber, seq } from '../../values/ids.ts';
import { line } from '../../values/text.ts';
import { epochMs } from '../../values/time.ts';
import {
  CHAT_LINES_KEPT,
  GIVEN_NAMES,
  MAX_ANSWERED,
  MAX_CHAT_DAYS,
  MAX_CHAT_NAME,
  MAX_CHAT_TEXT,
  MAX_HEARTS_AT_ONCE,
  MAX_HELD_LINES,
  MAX_ITEMS_ASKED,
  MAX_KEYWORD,
  MAX_KEYWORD_ANSWERS,
  MAX_KEYWORDS,
  MAX_MUTE_MINUTES,
  MAX_OPEN_QUESTIONS,
  MAX_SHOP_WORDS,
  MAX_SILENCED,
  MAX_STREAM_WORDS,
  MAX_WORD,
} from './bounds.ts';
import { muteReasons } from './mute-reasons.ts';

/** What somebody writes: one line. */
const text = line(MAX_CHAT_TEXT);
/** A name that was chosen, or the number of a given one: word × 90 + two digits − 10 (see `given-name.ts`). */
const chosenName = line(MAX_CHAT_NAME);
export const chatName = z.union([z.int().check(z.gte(0), z.lt(GIVEN_NAMES)), z.string()]);
export type ChatName = z.infer<typeof chatName>;

/** Who may write. */
export const chatWriters = z.enum(['anyone', 'ordered', 'off']);
export type ChatWriters = z.infer<typeof chatWriters>;
export const muteReason = z.enum(muteReasons);
export type MuteReason = z.infer<typeof muteReason>;

/** What a line is besides: by the house, a question about an item, or an answer to the question of that place. */
export const lineMark = z.strictObject({
  by: z.optional(z.enum(['host', 'staff'])),
  asks: z.optional(z.boolean()),
  item: z.optional(itemNumber),
  answers: z.optional(seq),
  /** What staff who wrote it are called by readers of English; no fact has it (N1). */
  nameEn: z.optional(z.string()),
});
export type LineMark = z.infer<typeof lineMark>;
/** A line: its place in the chat's log, its writer's name, what it says, and a mark where it is more than talk. */
export const chatLine = z.tuple([seq, chatName, z.string(), z.nullable(lineMark)]);
export type ChatLine = z.infer<typeof chatLine>;

/** A question that was answered, without a name: in words, or by the host's voice from that moment on. */
export const answeredQuestion = z.strictObject({
  seq,
  atMs: epochMs,
  item: z.optional(itemNumber),
  question: z.string(),
  answer: z.nullable(z.string()),
});
export type AnsweredQuestion = z.infer<typeof answeredQuestion>;

/** Questions of a stream about one item, or about none: how many came, were answered and still wait. */
const questionCount = z.strictObject({
  item: z.optional(itemNumber),
  asked: z.int(),
  answered: z.int(),
  open: z.int(),
});
export const questionsReport = z.strictObject({
  counts: z.array(questionCount).check(z.maxLength(MAX_ITEMS_ASKED + 1)),
  answered: z.array(answeredQuestion).check(z.maxLength(MAX_ANSWERED)),
  /** The chat's log could not be read: nothing here says that there was none. */
  isAway: z.optional(z.literal(true)),
});
export type QuestionsReport = z.infer<typeof questionsReport>;

/** The question that the host answers at this moment. */
const answering = z.strictObject({
  seq,
  item: z.optional(itemNumber),
  question: z.string(),
  sinceMs: epochMs,
});

const parts = {
  writers: chatWriters,
  pinned: z.nullable(chatLine),
  notice: z.nullable(z.string()),
  answering: z.nullable(answering),
  /** Too many write for everybody to see each line (N3). */
  isThinned: z.boolean(),
};
/** The chat whole: what who joins is given. */
export const chatWhole = z.strictObject({
  ...parts,
  lines: z.array(chatLine).check(z.maxLength(CHAT_LINES_KEPT)),
});
export type ChatWhole = z.infer<typeof chatWhole>;
/** Until when somebody writes nothing here, for good where no time is said, and why. */
export const ownSilence = z.strictObject({ untilMs: z.nullable(epochMs), reason: muteReason });
export type OwnSilence = z.infer<typeof ownSilence>;

/** What changed; what is not named stays. */
export const chatChange = z.strictObject({
  lines: z.optional(z.array(chatLine)),
  gone: z.optional(z.array(seq)),
  hearts: z.optional(z.int()),
  isThinned: z.optional(z.boolean()),
  writers: z.optional(chatWriters),
  pinned: z.optional(parts.pinned),
  notice: z.optional(parts.notice),
  answering: z.optional(parts.answering),
  /** Told to one viewer alone (N5): they may not write here, or, null, may again. The chat whole says that they may. */
  silence: z.optional(z.nullable(ownSilence)),
});
export type ChatChange = z.infer<typeof chatChange>;

/** A line as the house reads it. */
export const staffLine = z.strictObject({
  seq,
  atMs: epochMs,
  who: z.string(),
  name: chatName,
  text: z.nullable(z.string()),
  mark: z.nullable(lineMark),
  state: z.enum(['shown', 'held', 'deleted']),
  reports: z.int(),
});
export type StaffLine = z.infer<typeof staffLine>;
const silenced = z.strictObject({
  who: z.string(),
  name: chatName,
  scope: z.enum(['stream', 'all']),
  untilMs: z.nullable(epochMs),
  reason: muteReason,
  sinceMs: epochMs,
  by: z.string(),
});
const keywordAnswer = z.strictObject({
  keywords: z.array(line(MAX_KEYWORD)).check(z.minLength(1), z.maxLength(MAX_KEYWORDS)),
  text,
  item: z.optional(itemNumber),
});
export type KeywordAnswer = z.infer<typeof keywordAnswer>;
const openQuestion = z.strictObject({
  seq,
  atMs: epochMs,
  name: chatName,
  text: z.string(),
  item: z.optional(itemNumber),
  /** The ready answer that one of its words suggests. */
  suggested: z.optional(z.int()),
});
export type OpenQuestion = z.infer<typeof openQuestion>;
/** What chat of a stream is set to. */
export const chatSettings = z.strictObject({
  writers: chatWriters,
  keptDays: z.int().check(z.gte(1), z.lte(MAX_CHAT_DAYS)),
  words: z.array(line(MAX_WORD)).check(z.maxLength(MAX_STREAM_WORDS)),
  wordsDo: z.enum(['hold', 'drop']),
  answers: z.array(keywordAnswer).check(z.maxLength(MAX_KEYWORD_ANSWERS)),
});
export type ChatSettings = z.infer<typeof chatSettings>;

const moderationParts = {
  pinned: parts.pinned,
  notice: parts.notice,
  answering: parts.answering,
  settings: chatSettings,
  questions: z.array(openQuestion).check(z.maxLength(MAX_OPEN_QUESTIONS)),
  answered: z.array(answeredQuestion).check(z.maxLength(MAX_ANSWERED)),
  silenced: z.array(silenced).check(z.maxLength(MAX_SILENCED)),
  /** Whether *anyone* can be set (N2). */
  mayAnyone: z.boolean(),
};
/** The chat as the house has it: whole for who joins, and then what changed, each part whole. Lines go by their place. */
export const chatModeration = z.strictObject({
  ...moderationParts,
  lines: z.array(staffLine).check(z.maxLength(CHAT_LINES_KEPT + MAX_HELD_LINES)),
});
export type ChatModeration = z.infer<typeof chatModeration>;
export const chatModerationChange = z.extend(z.partial(chatModeration), {
  /** Lines that waited or were deleted, and of which nothing is told any more. One that only grew old is not among them. */
  gone: z.optional(z.array(seq)),
});
export type ChatModerationChange = z.infer<typeof chatModerationChange>;

const ofLine = { ...keyed, seq };
const written = z.strictObject({
  ...accepted,
  name: chatName,
  /** It waits for a look of the house, and nobody else sees it yet. */
  isHeld: z.optional(z.literal(true)),
  /** When this person may write again. */
  nextAtMs: epochMs,
});
const done = z.strictObject(accepted);
/** An act of care can be taken back until then. */
const undoable = z.strictObject({ ...accepted, undoUntilMs: epochMs });

/** The words that no chat of the shop shows unlooked at (N7). */
export const shopChatWords = z.strictObject({
  words: z.array(line(MAX_WORD)).check(z.maxLength(MAX_SHOP_WORDS)),
  wordsDo: z.enum(['hold', 'drop']),
  version: z.int().check(z.gte(0)),
});
export type ShopChatWords = z.infer<typeof shopChatWords>;
export const setShopWords = z.strictObject({ ...keyed, ...shopChatWords.shape });
export type SetShopWords = z.infer<typeof setShopWords>;

/**
 * Whether law asks who writes for a verified identity, as where the shop is in mainland China, and which operator confirmed
 * when that the shop sees to it (N2). Where it is asked and not confirmed, who has ordered writes at most.
 */
export const anyoneInChats = z.strictObject({
  isAsked: z.boolean(),
  confirmed: z.nullable(
    z.strictObject({ by: z.nullable(z.string()), byEn: z.optional(z.string()), atMs: epochMs }),
  ),
});
export type AnyoneInChats = z.infer<typeof anyoneInChats>;
export const confirmAnyone = z.strictObject(keyed);
export type ConfirmAnyone = z.infer<typeof confirmAnyone>;

/** Why the shop lets a buyer write in no chat, and who decided it when (N7); null: nobody of that id works here. */
export const chatBanView = z.strictObject({
  reason: muteReason,
  sinceMs: epochMs,
  by: z.nullable(z.string()),
  byEn: z.optional(z.string()),
});
export type ChatBanView = z.infer<typeof chatBanView>;
export const banBuyerRequest = z.strictObject({ ...keyed, buyerId: id, reason: muteReason });
export type BanBuyerRequest = z.infer<typeof banBuyerRequest>;
export const unbanBuyerRequest = z.strictObject({ ...keyed, buyerId: id });
export type UnbanBuyerRequest = z.infer<typeof unbanBuyerRequest>;
/** A stream whose own chat hears a buyer no more (N5), until when and why. */
export const chatSilence = z.strictObject({
  streamId: id,
  title: z.string(),
  titleEn: z.optional(z.string()),
  untilMs: z.nullable(epochMs),
  ...chatBanView.shape,
});
export type ChatSilence = z.infer<typeof chatSilence>;
export const hearInChat = z.strictObject({ ...keyed, buyerId: id, streamId: id });
export type HearInChat = z.infer<typeof hearInChat>;

export const chat = {
  live: {
    'chat:post': contractOf(
      'chat',
      'Writes a line (N1). The own line comes by this answer; frames may leave it out.',
      z.strictObject({ ...keyed, text, name: z.optional(chosenName) }),
      written,
    ),
    'chat:ask': contractOf(
      'chat',
      'Asks about an item (N6): the question always reaches the host.',
      z.strictObject({ ...keyed, itemNumber, text, name: z.optional(chosenName) }),
      written,
    ),
    'chat:report': contractOf(
      'chat',
      'Tells the house that a line should not stand (N5); counted once a person.',
      z.strictObject({ ...ofLine, reason: muteReason }),
      done,
    ),
    'chat:heart': contractOf(
      'gateway',
      'Tells taps on ♥ since the last time (N4): counted by the second, kept nowhere.',
      z.strictObject({ taps: z.int().check(z.gte(1), z.lte(MAX_HEARTS_AT_ONCE)) }),
      z.strictObject({}),
    ),
    'chat:name': contractOf(
      'nobody',
      'Asks whether somebody may be called so (N2): {}, or CHAT_NAME.',
      z.strictObject({ name: chosenName }),
      z.strictObject({}),
    ),
    'chat:low': contractOf(
      'gateway',
      'Asks for little data, or for all of the chat again (N3); the chat comes whole. A hello says it for its screen.',
      z.strictObject({ isLow: z.boolean() }),
      z.strictObject({}),
    ),
  },
  sheddable: {
    'chat:post': { isRetried: false },
    'chat:ask': { isRetried: false },
    'chat:report': { isRetried: false },
    'chat:heart': { isRetried: false },
    'chat:name': { isRetried: false },
    'chat:low': { isRetried: false },
  },
  console: {
    'chat:say': contractOf(
      'chat',
      'Writes a line of the house, with its badge.',
      z.strictObject({ ...keyed, text, itemNumber: z.optional(itemNumber) }),
      done,
    ),
    'chat:delete': contractOf(
      'chat',
      'Takes a line from every screen; after the time of undo its text is destroyed (N5).',
      z.strictObject(ofLine),
      undoable,
    ),
    'chat:restore': contractOf(
      'chat',
      'Shows a line again that was taken or held.',
      z.strictObject(ofLine),
      done,
    ),
    'chat:silence': contractOf(
      'chat',
      'Lets the writer of a line write no more (N5): for some minutes, or for good (null), in this stream or in all.',
      z.strictObject({
        ...ofLine,
        minutes: z.nullable(z.int().check(z.gte(1), z.lte(MAX_MUTE_MINUTES))),
        scope: z.enum(['stream', 'all']),
        reason: muteReason,
      }),
      undoable,
    ),
    'chat:lift': contractOf(
      'chat',
      'Lets somebody write again.',
      z.strictObject({ ...keyed, who: z.string().check(z.maxLength(40)) }),
      done,
    ),
    'chat:pin': contractOf(
      'chat',
      'Pins a line, or none.',
      z.strictObject({ ...keyed, seq: z.nullable(seq) }),
      done,
    ),
    'chat:announce': contractOf(
      'chat',
      'Says something above the chat, or takes it away.',
      z.strictObject({ ...keyed, text: z.nullable(text) }),
      done,
    ),
    'chat:set': contractOf(
      'chat',
      'Sets who may write, what happens to words of the list, and ready answers.',
      z.strictObject({ ...keyed, settings: chatSettings }),
      done,
    ),
    'chat:question': contractOf(
      'chat',
      'Makes a question of a line.',
      z.strictObject({ ...ofLine, itemNumber: z.optional(itemNumber) }),
      done,
    ),
    'chat:answer': contractOf(
      'chat',
      'Answers a question (N6): in words, which may lead to an item, or without them: the host says it now.',
      z.strictObject({ ...ofLine, text: z.optional(text), itemNumber: z.optional(itemNumber) }),
      done,
    ),
    'chat:dismiss': contractOf(
      'chat',
      'Takes a question from the queue, unanswered.',
      z.strictObject(ofLine),
      done,
    ),
  },
  liveEvents: {
    'chat:s': announcement(
      'The chat whole, after a hello and at a new history. No such event: there is no chat.',
      z.tuple([told('history', history), told('to', seq), told('chat', chatWhole)]),
    ),
    'chat:d': announcement(
      'What changed in the chat, at most twice a second. `lines` of a place that is known replace it. ',
      z.tuple([told('history', history), told('to', seq), told('change', chatChange)]),
    ),
  },
  consoleEvents: {
    'chat:s': announcement(
      'The chat whole, for who may look after it.',
      z.tuple([told('history', history), told('to', seq), told('chat', chatModeration)]),
    ),
    'chat:d': announcement(
      'What changed in the chat: each part whole; lines replace those of their place.',
      z.tuple([told('history', history), told('to', seq), told('change', chatModerationChange)]),
    ),
  },
  refusals: {
    /** One line after another, not at once (N2). */
    CHAT_SLOW: lasting('limits', { retryAtMs: epochMs }),
    /** Nobody writes here, or who has not ordered does not. */
    CHAT_OFF: lasting('limits', { why: z.enum(['off', 'ordered', 'over', 'away']) }),
    CHAT_SILENCED: lasting('limits', ownSilence.shape),
    /** The name looks like the host's or staff's, or is none. */
    CHAT_NAME: lasting('limits'),
    /** The house does not show such words. */
    CHAT_WORDS: lasting('limits'),
    /** Law asks for verified identities here, and no operator has confirmed that the shop sees to it (N2). */
    CHAT_UNCONFIRMED: lasting('limits'),
    /** There is no such line or question by now. */
    CHAT_GONE: lasting('limits'),
  },
  facts: [],
  named: {},
} as const satisfies CapabilityContract;
