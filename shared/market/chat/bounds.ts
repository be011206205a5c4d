/** Apart from their schemas, so that a page that reads a bound loads no schemas with it. */

/** The longest line, in characters. */
export const MAX_CHAT_TEXT = 200;
/** The longest name that a viewer chooses, in characters. */
export const MAX_CHAT_NAME = 16;
/** Lines that whoever joins is given, the newest. */
export const CHAT_LINES_KEPT = 50;
/** Lines of a stream that are accepted in a second, over all servers. */
export const MAX_CHAT_LINES_A_SECOND = 30;
/** Time between two lines of one person, in ms: at first, and at most, when many write. */
export const CHAT_SLOW_MS = 2_000;
export const MAX_CHAT_SLOW_MS = 60_000;
/** The same words within this time are one line, in ms. */
export const SAME_WORDS_MS = 10_000;
/** How long an act of care can be taken back, in ms. */
export const CARE_UNDO_MS = 5_000;
/** How long the host is shown as answering a question, in ms: nobody ends it by hand. */
export const ANSWERING_MS = 60_000;
/** Questions that wait for an answer; one more takes the place of the oldest. */
export const MAX_OPEN_QUESTIONS = 200;
/** Answered questions that a stream tells. */
export const MAX_ANSWERED = 300;
/** Items of a stream whose questions are counted apart; those about others count with those about none. */
export const MAX_ITEMS_ASKED = 500;
/** Lines that wait for a look. */
export const MAX_HELD_LINES = 200;
/** People who are muted or banned in a stream. */
export const MAX_SILENCED = 2_000;
/** Streams in which one buyer is silenced that the office is told. */
export const MAX_SILENCES_SHOWN = 20;
/** The longest mute, in minutes. */
export const MAX_MUTE_MINUTES = 24 * 60;
/** Words of a stream's list: its settings are sent in one frame, stand whole in a fact, and go whole to each moderator. */
export const MAX_STREAM_WORDS = 200;
/** Of these settings as they are sent, in bytes: below a frame (16 kB), beyond which a connection is closed. */
export const MAX_CHAT_SETTINGS_BYTES = 15_000;
export const MAX_WORD = 40;
/** Words of the shop's list. */
export const MAX_SHOP_WORDS = 2_000;
/** Answers by keyword that a stream has ready, and keywords of one. */
export const MAX_KEYWORD_ANSWERS = 30;
export const MAX_KEYWORDS = 10;
export const MAX_KEYWORD = 20;
/** Taps on ♥ that a page tells at once. */
export const MAX_HEARTS_AT_ONCE = 20;
/** Given names: so many words, each with two digits (10 to 99). */
export const GIVEN_NAME_WORDS = 40;
export const GIVEN_NAMES = GIVEN_NAME_WORDS * 90;
/** Days for which lines are kept after the close of their stream: by default, and at most. */
export const CHAT_DAYS = 30;
export const MAX_CHAT_DAYS = 180;
/** Days between a line and the close that count at most: of a stream that nobody closes, lines go so much later. */
export const CHAT_OPEN_DAYS = 30;
