import type { Ack } from '../../../shared/contract/answer.ts';
import { MAX_CHAT_TEXT, SAME_WORDS_MS } from '../../../shared/market/chat/bounds.ts';
import type { ChatName, LineMark } from '../../../shared/market/chat/contract.ts';
import type { LiveCommandOf, LiveReply, LiveRequest } from '../../../shared/protocol.ts';
import { BoundedMap } from '../../../shared/values/bounded-map.ts';
import { cleanText } from '../../chat/care/clean-text.ts';
import { sameWords } from '../../chat/care/same-words.ts';
import type { ChatState } from '../../chat/state.ts';
import {
  type ChatDecision,
  reportLine,
  type Standing,
  type Writer,
  type WrittenLine,
  writeAgain,
  writeLine,
} from '../../chat/write.ts';
import { type DecideAt, type Outcome, refused } from '../../market/kernel/decision.ts';
import { ackOf, refusalAck } from '../ack.ts';
import type { BuyerActor, ChatWriter } from '../application.ts';
import type { ApplicationDeps } from '../deps.ts';
import type { StreamEngine } from '../engines.ts';
import { keyOf } from '../key-of.ts';
import type { ChatEngine } from './engine.ts';
import type { ChatHouse, OpenChat } from './house.ts';
import { givenName } from './views.ts';

/** Lines of the last seconds by their words, over all chats here. */
const MAX_SAID = 2_000;

type ChatCommand = LiveCommandOf<'chat'>;
type Written = LiveReply<'chat:post'>;
type WriteRequest = LiveRequest<'chat:post' | 'chat:ask'>;
type Submission = Pick<Parameters<ChatEngine['submit']>[0], 'readAtMs' | 'ids' | 'key'>;

/** A line that has its place among those of a second. */
interface Writing {
  open: OpenChat;
  known: Writer;
  request: WriteRequest;
  text: string;
  isNew: boolean;
  submission: Submission;
  nextAtMs: number;
}

/** What viewers do in a chat: lines, questions, reports. */
export class ChatWriting {
  readonly #deps: Pick<ApplicationDeps, 'engines' | 'readers' | 'ids' | 'clock'>;
  readonly #house: ChatHouse;
  /** Stream and words → the line that has them; null: it was refused. */
  readonly #said = new BoundedMap<string, { atMs: number; line: Promise<WrittenLine | null> }>(MAX_SAID);

  constructor(deps: Pick<ApplicationDeps, 'engines' | 'readers' | 'ids' | 'clock'>, house: ChatHouse) {
    this.#deps = deps;
    this.#house = house;
  }

  /**
   * Takes a viewer's command. Refusals: those of the rules; CHAT_OFF where there is no chat, CHAT_SLOW beyond the limits,
   * CHAT_NAME and CHAT_WORDS. A known key repeats its answer.
   */
  async take(
    writer: ChatWriter,
    streamId: string,
    command: ChatCommand,
    request: LiveRequest<ChatCommand>,
    readAtMs: number,
  ): Promise<Ack<object>> {
    const open = await this.#house.open(streamId);
    if ('refusal' in open) return refusalAck(open.refusal);
    const known = await this.#knownAs(writer, open.stream);
    if (!known) return refusalAck({ code: 'CHAT_OFF', why: 'over' });
    const ids = [known.who, ...known.all.filter((each) => each !== known.who)];
    const submission = { readAtMs, ids, key: keyOf(command, request) };
    const { log } = open;
    if ('reason' in request) {
      const { seq: line, reason } = request;
      const decide = (state: Readonly<ChatState>) => reportLine(state, { line, reason }, known);
      return ackOf(await log.submit({ ...submission, decide }));
    }
    if (open.isOver) {
      const decide = () => refused({ code: 'CHAT_OFF', why: 'over' });
      return this.#written(await log.submit<WrittenLine>({ ...submission, decide }), known, request, 0);
    }
    const banned = this.#house.bannedInShop(writer.actor.allIds);
    if (banned) return refusalAck({ code: 'CHAT_SILENCED', untilMs: null, reason: banned });
    const text = cleanText(request.text);
    // What is compatible may be longer: one character stands for a whole sentence.
    if (text === '' || text.length > MAX_CHAT_TEXT) return refusalAck({ code: 'BAD_REQUEST', field: 'text' });
    const isNew = !log.mayKnow(ids, request.key);
    const place = isNew ? await writer.takePlace() : { nextAtMs: this.#deps.clock.nowMs() };
    if ('refusal' in place) return refusalAck(place.refusal);
    // A place comes first: it bounds what a stranger's names and words cost.
    if (request.name !== undefined && (await this.#house.isTaken(request.name, open)))
      return refusalAck({ code: 'CHAT_NAME' });
    return this.#writes({ open, known, request, text, isNew, submission, ...place }, streamId, writer.actor);
  }

  async #writes(
    { open, known, request, text, isNew, submission, nextAtMs }: Writing,
    streamId: string,
    actor: BuyerActor,
  ): Promise<Ack<Written>> {
    const { log } = open;
    const item = 'itemNumber' in request ? request.itemNumber : null;
    const told = (outcome: Outcome<WrittenLine>) => this.#written(outcome, known, request, nextAtMs);
    const decided = this.#decider(open, submission, actor);
    const said = `${streamId} ${item ?? ''} ${sameWords(text)}`;
    const same = isNew ? this.#said.get(said) : undefined;
    if (same && same.atMs > this.#deps.clock.nowMs() - SAME_WORDS_MS) {
      const line = await same.line.catch(() => null);
      if (line)
        return told(await decided((state, at, standing) => writeAgain(state, line, known, standing, at)));
    }
    const wordsDo = (state: Readonly<ChatState>) => this.#house.wordsDo(state.settings, text);
    // What is refused writes nothing, so it is asked before the log as well.
    const expected = isNew ? log.glance(wordsDo) : null;
    if (expected === 'drop') return refusalAck({ code: 'CHAT_WORDS' });
    const mark: LineMark | null = item === null ? null : { asks: true, item };
    const name = nameOf(known, request);
    const textId = this.#deps.ids.next();
    const sealed = this.#house.texts.line(textId, { name, text }, { streamId, buyerId: actor.buyerId });
    const outcome = decided((state, at, standing) => {
      const line = { textId, text: sealed, mark, wordsDo: wordsDo(state) };
      return writeLine(state, line, known, standing, at);
    });
    if (expected === null) {
      const line = outcome.then((of) => (of.kind === 'accepted' ? of.reply : null));
      this.#said.set(said, { atMs: this.#deps.clock.nowMs(), line });
    }
    return told(await outcome);
  }

  /**
   * Submits a rule that may need to know whether the writer has ordered (N2): where only its place in the log says that this
   * counts, it is asked and the rule decides anew.
   */
  #decider({ log, writers, mayAnyone }: OpenChat, submission: Submission, { allIds }: BuyerActor) {
    const hasOrdered = async () => (await this.#deps.readers.streamsOrderedIn(allIds)).length > 0;
    return async (
      rule: (state: ChatState, at: DecideAt, standing: Standing) => ChatDecision<WrittenLine>,
    ): Promise<Outcome<WrittenLine>> => {
      const submit = (asked: boolean | null) => {
        const standing = { hasOrdered: asked, mayAnyone };
        return log.submit<WrittenLine>({ ...submission, decide: (state, at) => rule(state, at, standing) });
      };
      const asked = writers === 'ordered' ? await hasOrdered() : null;
      const outcome = await submit(asked);
      const isUnasked =
        asked === null &&
        outcome.kind === 'refused' &&
        outcome.refusal.code === 'CHAT_OFF' &&
        outcome.refusal.why === 'ordered';
      return isUnasked ? submit(await hasOrdered()) : outcome;
    };
  }

  #written(
    outcome: Outcome<WrittenLine>,
    writer: Writer,
    request: Pick<WriteRequest, 'name'>,
    nextAtMs: number,
  ): Ack<Written> {
    const ack = ackOf(outcome);
    if (!ack.ok) return ack;
    const { isHeld, ...told } = ack;
    return { ...told, name: nameOf(writer, request), nextAtMs, ...(isHeld && { isHeld: true as const }) };
  }

  async #knownAs({ actor, deviceId }: ChatWriter, stream: StreamEngine): Promise<Writer | null> {
    const tag = await this.#house.tagger(stream);
    if (!tag) return null;
    const all = actor.allIds.map(tag);
    return { who: tag(actor.buyerId), all: [...all, tag(deviceId)], device: tag(deviceId) };
  }
}

function nameOf({ who }: Pick<Writer, 'who'>, { name: chosen }: Pick<WriteRequest, 'name'>): ChatName {
  return chosen === undefined ? givenName(who) : cleanText(chosen);
}
