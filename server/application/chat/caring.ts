import type { Ack } from '../../../shared/contract/answer.ts';
import type { RefusalReply } from '../../../shared/contract/refusals.ts';
import type { ChatName } from '../../../shared/market/chat/contract.ts';
import type { ConsoleCommandOf, ConsoleRequest } from '../../../shared/protocol.ts';
import {
  hearWriter,
  type NamedLine,
  pinLine,
  restoreLine,
  setChat,
  silenceWriter,
  takeLine,
} from '../../chat/care.ts';
import type { ChatFact } from '../../chat/facts.ts';
import { answerQuestion, dismissQuestion, makeQuestion } from '../../chat/questions.ts';
import type { ChatState } from '../../chat/state.ts';
import type { ChatDecision } from '../../chat/write.ts';
import { sayLine, setNotice } from '../../chat/write.ts';
import { mayDo, rightsOn } from '../../market/kernel/authority.ts';
import { type DecideAt, refused } from '../../market/kernel/decision.ts';
import { ackOf, notFound, refusalAck } from '../ack.ts';
import type { StaffActor, StaffRights } from '../application.ts';
import type { ApplicationDeps } from '../deps.ts';
import { keyOf } from '../key-of.ts';
import type { ChatEngine } from './engine.ts';
import type { ChatHouse } from './house.ts';
import { banById, unbanById } from './shop-care.ts';

type CareCommand = ConsoleCommandOf<'chat'>;
type Rule = (state: ChatState, at: DecideAt) => ChatDecision<object>;
interface Asked {
  actor: StaffActor;
  streamId: string;
  rights: StaffRights;
  log: ChatEngine;
}

/** What the house does in a chat (N5, N6). */
export class ChatCare {
  readonly #deps: Pick<ApplicationDeps, 'engines' | 'store' | 'ids' | 'directory' | 'clock'>;
  readonly #house: ChatHouse;

  constructor(
    deps: Pick<ApplicationDeps, 'engines' | 'store' | 'ids' | 'directory' | 'clock'>,
    house: ChatHouse,
  ) {
    this.#deps = deps;
    this.#house = house;
  }

  /** Takes a command of staff. Refusals: NOT_FOUND and FORBIDDEN (A1), CHAT_OFF where there is no chat, CHAT_GONE. */
  async take<C extends CareCommand>(
    actor: StaffActor,
    streamId: string,
    command: C,
    request: ConsoleRequest<C>,
    readAtMs: number,
  ): Promise<Ack<object>> {
    const stream = await this.#deps.engines.stream(streamId);
    const rights = await stream?.read((state) => rightsOn(state, actor));
    if (!rights) return notFound();
    if (!mayDo(rights, 'chat')) return refusalAck({ code: 'FORBIDDEN' });
    const open = await this.#house.open(streamId);
    if ('refusal' in open) return refusalAck(open.refusal);
    // What was written can be taken away after the end, too.
    const { log } = open;
    const rule = await this.#ruleOf({ actor, streamId, rights, log }, command, request as never);
    const key = keyOf(command, request);
    return ackOf(await log.submit({ readAtMs, ids: [actor.staffId], key, decide: rule }));
  }

  async #ruleOf(asked: Asked, command: CareCommand, request: never): Promise<Rule> {
    const { staffId, device } = asked.actor;
    const by = { staffId, device };
    const at = ({ atMs }: DecideAt) => ({ atMs, by });
    const rules: { [C in CareCommand]: (request: ConsoleRequest<C>) => Rule | Promise<Rule> } = {
      'chat:say': async ({ text, itemNumber: item }) => {
        const line = await this.#line(asked, text);
        const mark = { by: badge(asked), ...(item !== undefined && { item }) };
        return () => sayLine({ ...line, mark }, by);
      },
      'chat:delete': async ({ seq }) => {
        const line = await this.#named(asked, seq);
        return (state, now) => takeLine(state, line, at(now));
      },
      'chat:restore':
        ({ seq }) =>
        (state, now) =>
          restoreLine(state, seq, at(now)),
      'chat:silence': async (request) => {
        const { seq, minutes, reason, scope } = request;
        const line = await this.#named(asked, seq);
        const buyerId = await this.#house.texts.buyerOf(line.textId);
        if (scope === 'all' && buyerId === null) return () => refused({ code: 'CHAT_GONE' });
        const isBan = scope === 'all' && buyerId !== null;
        const ban = isBan && (await banById(this.#deps, asked.actor, request, buyerId, reason));
        if (ban && !ban.ok) return () => refused(refusalIn(ban));
        const name = (await this.#house.texts.lines([line.textId]))(line.textId)?.name ?? '';
        const whom = buyerId === null ? null : this.#whom(asked, buyerId, name);
        return (_state, now) => silenceWriter(line, { minutes, reason, scope }, whom, at(now));
      },
      'chat:lift': async (request) => {
        const undone = await this.#takesBack(asked, request);
        if (undone && !undone.ok) return () => refused(refusalIn(undone));
        return (state, now) => hearWriter(state, request.who, at(now));
      },
      'chat:pin':
        ({ seq }) =>
        (state, now) =>
          pinLine(state, seq, at(now)),
      'chat:announce': async ({ text }) => {
        const line = text === null ? null : await this.#line(asked, text);
        return () => setNotice(line, by);
      },
      'chat:set':
        ({ settings }) =>
        (_state, now) =>
          setChat(settings, this.#house.mayAnyone(), at(now)),
      'chat:question':
        ({ seq: line, itemNumber: item }) =>
        (state) =>
          makeQuestion(state, { line, item }, by),
      'chat:answer': (request) => this.#answer(asked, request, by),
      'chat:dismiss':
        ({ seq }) =>
        (state) =>
          dismissQuestion(state, seq, by),
    };
    return (rules[command] as (request: never) => Rule | Promise<Rule>)(request);
  }

  async #answer(
    asked: Asked,
    { seq, text, itemNumber: item }: Pick<ConsoleRequest<'chat:answer'>, 'seq' | 'text' | 'itemNumber'>,
    by: { staffId: string; device: string },
  ) {
    const { log, streamId } = asked;
    const textId = log.glance(({ questions }) => questions.get(seq)?.textId);
    const asks = textId === undefined ? null : (await this.#house.texts.lines([textId]))(textId);
    const keptId = this.#deps.ids.next();
    const kept = {
      textId: keptId,
      text: this.#house.texts.kept(keptId, { question: asks?.text ?? '', answer: text ?? null }, streamId),
    };
    const said =
      text === undefined
        ? null
        : {
            ...(await this.#line(asked, text)),
            isHost: asked.rights.isHost,
            ...(item !== undefined && { item }),
          };
    return (state: ChatState) => {
      // What waits there by now is another question than the one whose words were read.
      if (state.questions.get(seq)?.textId !== textId) return refused({ code: 'CHAT_GONE' });
      return answerQuestion(state, seq, kept, said, by);
    };
  }

  async #line({ actor, streamId, rights }: Asked, text: string) {
    const textId = this.#deps.ids.next();
    // The host is called so by the badge alone.
    const nameEn = rights.isHost ? '' : (await this.#deps.directory.staffById(actor.staffId))?.nameEn;
    const line = { name: actor.name, text, ...(nameEn && { nameEn }) };
    return { textId, text: this.#house.texts.line(textId, line, { streamId, buyerId: '' }) };
  }

  /**
   * Lifts a ban from all chats with its act in this stream (N5): whoever may ban may let write again, and a guest who has
   * never ordered has no buyer's page. null: there is nothing to lift.
   */
  async #takesBack({ actor, log }: Asked, request: ConsoleRequest<'chat:lift'>) {
    const act = log.glance(({ silenced }) => silenced.get(request.who));
    if (!act?.isForAll || act.textId === undefined) return null;
    const buyerId = await this.#house.texts.buyerOf(act.textId);
    return buyerId === null ? null : unbanById(this.#deps, actor, request, buyerId);
  }

  /** Whom a silence is about, and what they were called, sealed beside the log: no fact says it (N1). */
  #whom({ streamId }: Asked, buyerId: string, name: ChatName) {
    const textId = this.#deps.ids.next();
    return { textId, text: this.#house.texts.line(textId, { name, text: '' }, { streamId, buyerId }) };
  }

  /** A line by its place; one that memory has no more is read from the log. */
  async #named({ log }: Asked, seq: number): Promise<NamedLine> {
    const known = log.glance(({ lines }) => lines.find(({ line }) => line === seq));
    if (known) return known;
    const stored = await this.#deps.store.factAt(log.head.logId, seq);
    if (stored?.type !== 'chat_line_written') return { line: seq, textId: '', who: '' };
    const { body } = JSON.parse(stored.body) as {
      body: Extract<ChatFact, { type: 'chat_line_written' }>;
    };
    return { line: seq, ...body };
  }
}

/** A no of the shop's log, as this log says it. */
function refusalIn({ ok: _ok, message: _message, retryable: _retryable, ...refusal }: RefusalReply) {
  return refusal;
}

function badge({ rights }: Pick<Asked, 'rights'>): 'host' | 'staff' {
  return rights.isHost ? 'host' : 'staff';
}
