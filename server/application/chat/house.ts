import type { Refusal } from '../../../shared/contract/refusals.ts';
import { MAX_OPEN_QUESTIONS } from '../../../shared/market/chat/bounds.ts';
import type {
  ChatSettings,
  ChatWriters,
  KeywordAnswer,
  MuteReason,
} from '../../../shared/market/chat/contract.ts';
import { hasEnded } from '../../../shared/market/stream/has-ended.ts';
import { BoundedMap } from '../../../shared/values/bounded-map.ts';
import { isTakenName } from '../../chat/care/names.ts';
import { compileWords } from '../../chat/care/words.ts';
import { chatLogOf } from '../../chat/chat.ts';
import type { ChatFact } from '../../chat/facts.ts';
import { type ChatState, writersNow } from '../../chat/state.ts';
import { chatBanOf } from '../../shop/chat-care.ts';
import type { AwakeLogs } from '../awake-logs.ts';
import type { ApplicationDeps } from '../deps.ts';
import type { StreamEngine } from '../engines.ts';
import type { ChatEngine } from './engine.ts';
import { HouseNames } from './house-names.ts';
import { chatKind } from './log.ts';
import { mayAnyone } from './shop-care.ts';
import { ChatTexts } from './texts.ts';

type Deps = Pick<
  ApplicationDeps,
  'engines' | 'directory' | 'secrets' | 'clock' | 'countryCode' | 'shownInChat'
>;
type Matches = (text: string) => boolean;
/** How a stream's chat knows somebody. */
type Tagger = (id: string) => string;

/** People of one stream whose tags are remembered; of another one the tag is made anew. */
const MAX_TAGS = 10_000;

/** A chat in which something may be written. */
export interface OpenChat {
  log: ChatEngine;
  /** Nothing new is written; what was, its key repeats. */
  isOver: boolean;
  writers: ChatWriters;
  /** Where law asks for identities that nobody confirmed, not anyone may write (N2). */
  mayAnyone: boolean;
  stream: StreamEngine;
  /** What the host is called on the stream's page, in both languages. */
  hostNames: readonly string[];
}

/** What the chats of this process share: their logs, texts, keys and word lists. */
export class ChatHouse {
  readonly logs: AwakeLogs<ChatState, ChatFact>;
  readonly texts: ChatTexts;
  readonly #deps: Deps;
  /** Forgotten with the log of the stream, and with its close. */
  readonly #taggers = new WeakMap<StreamEngine, Promise<Tagger | null>>();
  readonly #names: HouseNames;
  readonly #lists = new WeakMap<readonly string[], Matches>();
  /** By the ready answers of a chat: question → which one its words suggest; -1: none. */
  readonly #suggested = new WeakMap<readonly KeywordAnswer[], BoundedMap<string, number>>();

  constructor(deps: Deps) {
    this.#deps = deps;
    this.logs = deps.engines.guest(chatKind);
    this.texts = new ChatTexts(deps);
    this.#names = new HouseNames(deps);
    // With the close the store has no key any more, and neither has memory.
    deps.engines.onCommitted(({ head: { logId, isOpen } }) => {
      const stream = isOpen ? undefined : deps.engines.awakeStream(logId);
      if (stream) this.#taggers.delete(stream);
    });
  }

  /** The chat of a stream, made if it is not there; of one that is over only if it is. */
  async open(streamId: string): Promise<OpenChat | { refusal: Refusal }> {
    const stream = await this.#deps.engines.stream(streamId);
    if (!stream) return { refusal: { code: 'NOT_FOUND' } };
    const { status, hostName, page } = stream.glance((state) => state);
    const isOver = hasEnded(status);
    const chatId = chatLogOf(streamId);
    // One that is awake is asked for nothing: whoever is refused costs no look at the store.
    const log =
      this.logs.get(chatId) ??
      (await (isOver ? this.logs.find(chatId) : this.logs.create(chatId)).catch(() => null));
    if (!log) return { refusal: { code: 'CHAT_OFF', why: isOver ? 'over' : 'away' } };
    const hostNames = [hostName, page?.hostNameEn].filter((name): name is string => !!name);
    const mayAnyone = this.mayAnyone();
    const writers = log.glance((state) => writersNow(state, mayAnyone));
    return { log, isOver, stream, hostNames, writers, mayAnyone };
  }

  /**
   * How the log of a stream's chat knows somebody (N1): an HMAC under the stream's random key, which is overwritten with its
   * close, in memory too. null: it is over.
   */
  tagger(stream: StreamEngine): Promise<Tagger | null> {
    const known = this.#taggers.get(stream);
    if (known) return known;
    const asked = this.#readTagger(stream.head.logId);
    this.#taggers.set(stream, asked);
    // What could not be read now is asked for again.
    asked.catch(() => this.#taggers.delete(stream));
    return asked;
  }

  async #readTagger(streamId: string): Promise<Tagger | null> {
    const { directory, secrets } = this.#deps;
    const key = await directory.networkKey(streamId, secrets.randomToken());
    if (key === null) return null;
    const tags = new BoundedMap<string, string>(MAX_TAGS);
    return (id) => {
      const known = tags.get(id);
      if (known) return known;
      const tag = secrets.chatTag(key, id);
      tags.set(id, tag);
      return tag;
    };
  }

  /** Whether *anyone* can be let write in this shop (N2). */
  mayAnyone(): boolean {
    return mayAnyone(this.#deps);
  }

  /** Whether nobody may be called so in the chat of a stream, since it looks like somebody of the house (N2). */
  async isTaken(name: string, { hostNames }: OpenChat): Promise<boolean> {
    return isTakenName(name, hostNames, await this.#names.all());
  }

  /** Why the shop lets somebody write in no chat at all; null: it does. */
  bannedInShop(allIds: readonly string[]): MuteReason | null {
    return this.#deps.engines.shop.glance((shop) => chatBanOf(shop, allIds))?.reason ?? null;
  }

  /** Which of the ready answers a question suggests, by its words. */
  suggester(answers: readonly KeywordAnswer[]): (text: string) => number | undefined {
    const known = this.#suggested.get(answers) ?? new BoundedMap<string, number>(2 * MAX_OPEN_QUESTIONS);
    this.#suggested.set(answers, known);
    return (text) => {
      // Each frame asks it for all open questions: a question is looked through once.
      const found = known.get(text) ?? answers.findIndex(({ keywords }) => this.#matcher(keywords)(text));
      known.set(text, found);
      return found < 0 ? undefined : found;
    };
  }

  /** What happens to a text by the word lists of the stream and the shop; null: nothing. */
  wordsDo(own: Pick<ChatSettings, 'words' | 'wordsDo'>, text: string): 'hold' | 'drop' | null {
    const shop = this.#deps.engines.shop.glance(({ chatWords }) => chatWords);
    const found = [own, shop].filter(({ words }) => this.#matcher(words)(text));
    if (found.length === 0) return null;
    return found.some(({ wordsDo }) => wordsDo === 'drop') ? 'drop' : 'hold';
  }

  #matcher(words: readonly string[]): Matches {
    const known = this.#lists.get(words);
    if (known) return known;
    const matches = compileWords(words);
    this.#lists.set(words, matches);
    return matches;
  }
}
