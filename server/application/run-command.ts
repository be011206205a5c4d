import type { Ack } from '../../shared/contract/answer.ts';
import type { Refusal } from '../../shared/contract/refusals.ts';
import type { ConsoleReply, ConsoleRequest, LiveReply, LiveRequest } from '../../shared/protocol.ts';
import type { SubmittedKey } from '../event-log/log-engine.ts';
import { allHere, type Soon } from '../lib/soon.ts';
import type { BuyerCommand, StaffCommand } from '../market/command-spec.ts';
import { mayDo, mayPack, type Right, rightsOn } from '../market/kernel/authority.ts';
import type { Outcome } from '../market/kernel/decision.ts';
import { type Decision, refused } from '../market/kernel/decision.ts';
import { commands } from '../market/market.ts';
import type { StreamState } from '../market/state.ts';
import { ackOf, notFound, refusalAck } from './ack.ts';
import type { BuyerActor, StaffAck, StaffActor, StaffRights } from './application.ts';
import type { BuyerCall, StaffCall } from './call.ts';
import type { ApplicationDeps } from './deps.ts';
import type { StreamEngine } from './engines.ts';
import { type KeyedRequest, keyOf } from './key-of.ts';
import { buyerLookUps, staffLookUps } from './look-ups.ts';
import { withToldOrders } from './order/told-order.ts';
import { buyerSagas, type Submit, staffSagas } from './sagas.ts';
import { answerShownTo } from './stream/sight.ts';

/** A command that was sent to a stream. */
interface Sent<C, Request> {
  streamId: string;
  command: C;
  request: Request;
  readAtMs: number;
}

/** Who sends a command: what is judged of them, and what a rule is told of them. */
interface Sender {
  /** Whose keys they are (B2). */
  ids: readonly string[];
  exclusive?: string;
  /** Staff are never turned away in a crowd. */
  isUrgent?: true;
  /** Judged on the state that decides, so that what was taken away counts at once; of staff early as well. */
  whyRefused(state: Readonly<StreamState>): Refusal | null;
  isJudgedEarly: boolean;
  /** Said before anything is looked up for a command that there is no room for. */
  whyNoRoom(engine: StreamEngine): Refusal | null;
  /** What its rule is told of them, of the state that decides. */
  toldAt(state: Readonly<StreamState>): object;
  reply<A extends Ack<object>>(ack: A): A;
}

/**
 * A spec without the types of what it needs. They were checked where it was declared, and by `commands`: whatever is looked
 * up for its needs is what its rule takes.
 */
interface AnySpec {
  readonly needs: readonly string[];
  readonly promisesUnits?: true;
  readonly decide: (state: StreamState, request: never, by: never) => Decision<object>;
}

/** Runs one command of a buyer. A rehearsal is not there for buyers (S1). */
export function runBuyerCommand<C extends BuyerCommand>(
  deps: ApplicationDeps,
  { buyers, networks }: Pick<BuyerCall, 'buyers' | 'networks'>,
  actor: BuyerActor,
  sent: Sent<C, LiveRequest<C>>,
  joinedAtMs: number | null,
): Promise<Ack<LiveReply<C>>> {
  const { needs, saga, isExclusive } = commands[sent.command as BuyerCommand];
  const { buyerId, allIds, isPracticeOff = false } = actor;
  const exclusive = isExclusive ? { exclusive: buyerId } : {};
  const told = { buyerId, isPracticeOff };
  const sender: Sender = {
    ids: allIds,
    ...exclusive,
    whyRefused: ({ rehearsalOf }) => (rehearsalOf === null ? null : { code: 'NOT_FOUND' }),
    isJudgedEarly: false,
    whyNoRoom: (engine) => engine.earlyRefusal({ ids: allIds, key: sent.request.key, ...exclusive }),
    toldAt: () => ({}),
    reply: (ack) => withToldOrders(deps, actor, sent.streamId, ack),
  };
  return runCommand(deps, sender, sent, (engine, key) => {
    const call: BuyerCall = { ...sent, deps, engine, actor, key, buyers, networks, joinedAtMs };
    return {
      told,
      lookUps: needs.map((need) => buyerLookUps[need](call as BuyerCall<never>)),
      submitted: (submit) => (saga ? buyerSagas[saga](call as BuyerCall<never>, submit) : submit({})),
    };
  }) as Promise<Ack<LiveReply<C>>>;
}

/**
 * Runs one command of staff. Who may not see the stream gets NOT_FOUND, who may not do this FORBIDDEN (A1); both are
 * judged twice, before anything is looked up and on the state that decides.
 */
export async function runStaffCommand<C extends StaffCommand>(
  deps: ApplicationDeps,
  actor: StaffActor,
  sent: Sent<C, ConsoleRequest<C>>,
): Promise<StaffAck<ConsoleReply<C>>> {
  const { needs, saga, right, resumesSelling } = commands[sent.command as StaffCommand];
  const sender = new StaffSender(actor, right);
  const ack = await runCommand(deps, sender, sent, (engine, key) => {
    const call: StaffCall = { ...sent, deps, engine, actor, key };
    return {
      told: {},
      lookUps: needs.map((need) => staffLookUps[need](call as StaffCall<never>)),
      submitted: (submit) => (saga ? staffSagas[saga](call as StaffCall<never>, submit) : submit({})),
    };
  });
  if (ack.ok && resumesSelling) deps.pausedHere.delete(sent.streamId);
  return ack as StaffAck<ConsoleReply<C>>;
}

/** Judges a member of staff about what no log decides, by the rights that commands are judged by (A1). */
export async function whyMayNot(
  deps: Pick<ApplicationDeps, 'engines'>,
  actor: StaffActor,
  streamId: string,
  right: Right,
): Promise<Refusal | null> {
  const engine = await deps.engines.stream(streamId);
  return engine ? engine.read((state) => whyNotAllowed(state, actor, right)) : { code: 'NOT_FOUND' };
}

/**
 * Every command goes this way: who may not is refused early, then what the command needs is looked up, then it is submitted
 * by its saga, or at once; its sender is judged again where it is decided.
 * @param under what its rule is told at once, what is looked up for it, and how it is submitted, once it may come in
 */
async function runCommand<C extends BuyerCommand | StaffCommand>(
  deps: ApplicationDeps,
  sender: Sender,
  { streamId, command, request, readAtMs }: Sent<C, KeyedRequest>,
  under: (
    engine: StreamEngine,
    key: SubmittedKey,
  ) => {
    told: object;
    lookUps: readonly Soon<object>[];
    submitted(submit: Submit<object>): Promise<Outcome<object>>;
  },
): Promise<Ack<object>> {
  const { decide, promisesUnits }: AnySpec = commands[command];
  const engine = await deps.engines.stream(streamId);
  if (!engine) return notFound();
  const forbidden = sender.isJudgedEarly ? await engine.read((state) => sender.whyRefused(state)) : null;
  if (forbidden) return sender.reply(refusalAck(forbidden));
  const noRoom = sender.whyNoRoom(engine);
  if (noRoom) return refusalAck(noRoom);

  const key = keyOf(command, request);
  const { told: known, lookUps, submitted } = under(engine, key);
  const found = allHere(lookUps);
  for (const each of found instanceof Promise ? await found : found) Object.assign(known, each);
  if (promisesUnits && deps.pausedHere.has(streamId)) return refusalAck({ code: 'SELLING_PAUSED' });

  const { ids, exclusive, isUrgent } = sender;
  const outcome = await submitted((told) =>
    engine.submit<object>({
      readAtMs,
      ids,
      key,
      ...(exclusive !== undefined && { exclusive }),
      ...(isUrgent && { isUrgent }),
      decide: (state, at) => {
        const refusal = sender.whyRefused(state);
        if (refusal) return refused(refusal);
        const by = { ...at, ...known, ...sender.toldAt(state), ...told };
        return decide(state, request as never, by as never);
      },
    }),
  );
  return sender.reply(ackOf(outcome));
}

/** A member of staff with one command: which rights they have on the stream, as they were judged last. */
class StaffSender implements Sender {
  readonly ids: readonly string[];
  readonly isUrgent = true;
  readonly isJudgedEarly = true;
  #rights: StaffRights | null = null;
  #lacksRight = false;
  readonly #actor: StaffActor;
  readonly #right: Right;

  constructor(actor: StaffActor, right: Right) {
    this.ids = [actor.staffId];
    this.#actor = actor;
    this.#right = right;
  }

  whyRefused(state: Readonly<StreamState>): Refusal | null {
    this.#rights = rightsOn(state, this.#actor);
    const why = whyNotAllowed(state, this.#actor, this.#right);
    this.#lacksRight = why !== null;
    return why;
  }

  whyNoRoom(): null {
    return null;
  }

  toldAt(state: Readonly<StreamState>): object {
    const { staffId, device } = this.#actor;
    return { by: { staffId, device }, rights: rightsOn(state, this.#actor) };
  }

  reply<A extends Ack<object>>(ack: A): A {
    const shown = answerShownTo(this.#rights, ack);
    return this.#lacksRight ? { ...shown, lacksRight: true } : shown;
  }
}

function whyNotAllowed(state: Readonly<StreamState>, actor: StaffActor, right: Right): Refusal | null {
  if (mayPack(state, actor, right)) return null;
  const rights = rightsOn(state, actor);
  if (!rights) return { code: 'NOT_FOUND' };
  return mayDo(rights, right) ? null : { code: 'FORBIDDEN' };
}
