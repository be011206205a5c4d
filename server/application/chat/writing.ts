import type { Ack } from '../../../shared/contract/answer.ts';
import { MAX_CHAT_TEXT, SAME_WORDS_MS } from '../../../shared/market/chat/bounds.ts';
import type { LineMark } from '../../../shared/market/chat/contract.ts';
import type { LiveCommandOf, LiveReply, LiveRequest } from '../../../shared/protocol.ts';
import { BoundedMap } from '../../../shared/values/bounded-map.ts';
import { cleanText } from '../../chat/care/clean-text.ts';
import { isTakenName } from '../../chat/care/names.ts';
import { sameWords } from '../../chat/care/same-words.ts';
import { reportLine, type Writer, whyNotWrite, writeLine } from '../../chat/write.ts';
import { type Outcome, refused } from '../../market/kernel/decision.ts';
import { ackOf, notFound, refusalAck } from '../ack.ts';
import type { BuyerActor, ChatWriter } from '../application.ts';
import type { ApplicationDeps } from '../deps.ts';
import { keyOf } from '../key-of.ts';
import type { ChatHouse } from './house.ts';
import { givenName } from './views.ts';

/** Lines of the last seconds by their words, over all chats here. */
const MAX_SAID = 2_000;

type ChatCommand = LiveCommandOf<'chat'>;
type Written = LiveReply<'chat:post'>;
type Line = { seq: number; isHeld: boolean };

/** What viewers do in a chat: lines, questions, reports. */
export class ChatWriting {
  readonly #deps: Pick<ApplicationDeps, 'engines' | 'readers' | 'ids' | 'clock'>;
  readonly #house: ChatHouse;
  /** Stream and words → the line that has them. */
  readonly #said = new BoundedMap<string, { atMs: number; line: Promise<Ack<Written>> }>(MAX_SAID);

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
    const known = await this.#knownAs(writer, streamId);
    if (!known) return refusalAck({ code: 'CHAT_OFF', why: 'over' });
    const ids = [known.who, ...known.all.filter((each) => each !== known.who)];
    const key = keyOf(command, request);
    const { log } = open;
    if ('reason' in request) {
      const { seq: line, reason } = request;
      return ackOf(
        await log.submit({
          readAtMs,
          ids,
          key,
          decide: (state) => reportLine(state, { line, reason }, known),
        }),
      );
    }
    if (open.isOver) {
      const over = () => refused({ code: 'CHAT_OFF', why: 'over' });
      return this.#written(await log.submit<Line>({ readAtMs, ids, key, decide: over }), known, request, 0);
    }
    const banned = this.#house.bannedInShop(writer.actor.allIds);
    if (banned) return refusalAck({ code: 'CHAT_SILENCED', untilMs: null, reason: banned });
    const text = cleanText(request.text);
    // What is compatible may be longer: one character stands for a whole sentence.
    if (text === '' || text.length > MAX_CHAT_TEXT) return refusalAck({ code: 'BAD_REQUEST', field: 'text' });
    const name = request.name === undefined ? givenName(known.who) : cleanText(request.name);
    if (typeof name === 'string' && isTakenName(request.name ?? '', open.houseNames)) {
      return refusalAck({ code: 'CHAT_NAME' });
    }
    const item = 'itemNumber' in request ? request.itemNumber : null;
    const isNew = !log.mayKnow(ids, request.key);
    const place = isNew ? await writer.takePlace() : { nextAtMs: this.#deps.clock.nowMs() };
    if ('refusal' in place) return refusalAck(place.refusal);
    const { nextAtMs } = place;
    const { mayAnyone } = open;
    const standing = { hasOrdered: await this.#hasOrdered(open.writers, writer.actor), mayAnyone };
    const said = `${streamId} ${item ?? ''} ${sameWords(text)}`;
    const same = isNew ? this.#said.get(said) : undefined;
    if (same && same.atMs > this.#deps.clock.nowMs() - SAME_WORDS_MS) {
      // It is answered without the log, and still only to who may write.
      const why = log.glance((state) => whyNotWrite(state, known.all, standing, log.time.nowMs()));
      if (why) return refusalAck(why);
      const line = await same.line.catch(() => notFound());
      const own: Ack<Written> = line.ok ? { ...line, name, nextAtMs } : line;
      if (own.ok) return own;
    }
    const words = this.#house.wordsDo(log, text);
    if (words === 'drop') return refusalAck({ code: 'CHAT_WORDS' });
    const mark: LineMark | null = item === null ? null : { asks: true, item };
    const textId = this.#deps.ids.next();
    const sealed = this.#house.texts.line(
      textId,
      { name, text },
      { streamId, buyerId: writer.actor.buyerId },
    );
    const line = log
      .submit({
        ...{ readAtMs, ids, key },
        decide: (state, at) =>
          writeLine(state, { textId, text: sealed, mark, isHeld: words === 'hold' }, known, standing, at),
      })
      .then((outcome) => this.#written(outcome, known, request, nextAtMs));
    if (words === null) this.#said.set(said, { atMs: this.#deps.clock.nowMs(), line });
    return line;
  }

  #written(
    outcome: Outcome<Line>,
    { who }: Writer,
    { name: chosen }: { name?: string | undefined },
    nextAtMs: number,
  ): Ack<Written> {
    const ack = ackOf(outcome);
    if (!ack.ok) return ack;
    const { isHeld, ...told } = ack;
    const name = chosen === undefined ? givenName(who) : cleanText(chosen);
    return { ...told, name, nextAtMs, ...(isHeld && { isHeld: true as const }) };
  }

  async #knownAs({ actor, deviceId }: ChatWriter, streamId: string): Promise<Writer | null> {
    const tag = await this.#house.tagger(streamId);
    if (!tag) return null;
    const all = actor.allIds.map(tag);
    return { who: tag(actor.buyerId), all: [...all, tag(deviceId)], device: tag(deviceId) };
  }

  async #hasOrdered(writers: string, { allIds }: BuyerActor): Promise<boolean> {
    if (writers !== 'ordered') return true;
    return (await this.#deps.readers.streamsOrderedIn(allIds)).length > 0;
  }
}
