import type { Socket } from 'socket.io';
import type { Ack } from '../../../shared/contract/answer.ts';
import type { CommandContract } from '../../../shared/contract/command.ts';
import type { Refusal } from '../../../shared/contract/refusals.ts';
import { PROTOCOL_VERSION } from '../../../shared/protocol.ts';
import { refusalAck, refusalOfFault } from '../../application/ack.ts';
import type { Clock } from '../../lib/clock.ts';
import { parse } from '../faults/parse.ts';
import type { ConnectionBudget, ConnectionBudgets } from '../limits/connection-budget.ts';
import { type SheddingPolicy, shedBeforeParse } from '../limits/load-shedder.ts';
import type { Log } from '../logging/log.ts';
import type { Counters } from '../metrics/counters.ts';
import { ORDER } from '../metrics/order-counts.ts';
import { answerUnreadable, type Connection, connectionOf, sayBye } from '../transport/transport.ts';
import type { ArrivalClock } from './arrival-clock.ts';
import type { Traffic } from './traffic.ts';

type Answer = Ack<object>;
type Commands = Readonly<Record<string, CommandContract>>;
/** Commands that are answered with all of a stream or of its chat, or that try names. */
const ASKED_SELDOM: ReadonlySet<string> = new Set(['hello', 'chat:low', 'chat:name']);
/** Runs a parsed command. @param readAtMs its arrival in steady ms (T3, T7) */
type Run = (command: string, request: never, readAtMs: number) => Promise<Answer>;

interface Deps {
  clock: Clock;
  arrivals: ArrivalClock;
  log: Log;
  counters: Counters;
  traffic: Traffic;
  newRef: () => string;
  budgets: ConnectionBudgets;
  /** The load shedding of this namespace; absent: none. */
  shedding?: SheddingPolicy;
}

/** Retry-after of a stopping server in ms: its goodbye comes within it, and clients reconnect to another server. */
const COME_BACK_MS = 1_000;
/** Time in ms after which a connection without a namespace is closed, equal to that of a hello. */
const NOWHERE_MS = 5_000;
/**
 * Retry-after in ms of a connection with its full number of commands in flight: one is answered within it as a rule.
 */
const IN_FLIGHT_MS = 200;

/**
 * Hears the commands of one socket: limits, parses, runs and answers them. No input of a peer throws past here. An
 * event without an ack is run and not answered.
 */
export function hearCommands(socket: Socket, commands: Commands, run: Run, deps: Deps): void {
  const listener = new CommandListener(socket, commands, run, deps);
  const { clock, counters } = deps;
  if (deps.shedding) shedBeforeParse(socket, deps.shedding, { clock, counters, gate: listener.budget.gate });
  // The middleware never calls next, so no event name reaches the socket's own listeners.
  socket.use((packet) => listener.hear(packet as unknown[]));
  socket.on('error', (fault) => listener.cannotRead(fault));
  socket.on('disconnect', (reason) => listener.leaves(reason));
}

/** The commands of one socket, within its connection's budget. */
class CommandListener {
  readonly budget: ConnectionBudget;
  readonly #socket: Socket;
  readonly #connection: Connection;
  readonly #commands: Commands;
  readonly #run: Run;
  readonly #deps: Deps;

  constructor(socket: Socket, commands: Commands, run: Run, deps: Deps) {
    this.#socket = socket;
    this.#commands = commands;
    this.#run = run;
    this.#deps = deps;
    this.#connection = connectionOf(socket);
    this.budget = deps.budgets.of(this.#connection);
    this.budget.members += 1;
  }

  /** Takes a packet of Socket.IO: event, arguments and, if the sender asks for one, the answer's callback. */
  hear([event, ...args]: unknown[]): void {
    const { clock, arrivals, counters, traffic } = this.#deps;
    const { gate } = this.budget;
    const readAtMs = arrivals.arrivalMs();
    const ack = typeof args.at(-1) === 'function' ? (args.pop() as (answer: Answer) => void) : null;
    const verdict = gate.take(clock.nowMs());
    if (verdict !== 'taken') {
      counters.rateLimited += 1;
      if (event === ORDER) counters.orders.refused.add('RATE_LIMITED');
      ack?.(refusalAck({ code: 'RATE_LIMITED', retryAfterMs: gate.retryAfterMs }));
      if (verdict === 'abused') sayBye(this.#socket, 'RATE_LIMITED');
      return;
    }
    counters.commands += 1;
    if (!traffic.enter()) {
      if (event === ORDER) counters.orders.refused.add('UNAVAILABLE');
      ack?.(refusalAck({ code: 'UNAVAILABLE', retryAfterMs: COME_BACK_MS }));
      return;
    }
    void this.#answer(event, args, readAtMs).then((reply) => {
      if (!reply.ok) counters.refusals.add(reply.code);
      if (event === ORDER) counters.orders.answered(reply, clock.steadyMs() - readAtMs);
      if (this.#socket.connected) ack?.(reply);
      traffic.leave();
    });
  }

  /** Answers an unreadable packet. Socket.IO reports it as an error of each socket, and then closes the connection. */
  cannotRead(fault: unknown): void {
    const socket = this.#socket;
    this.#deps.log.debug({ err: fault }, 'a socket failed');
    if (!answerUnreadable(socket, refusalAck({ code: 'BAD_REQUEST' }))) socket.emit('bye', 'BAD_REQUEST');
  }

  leaves(reason: string): void {
    const { budget } = this;
    budget.members -= 1;
    if (reason !== 'client namespace disconnect') return;
    const isNowhere = () => budget.members === 0 && budget.joining.size === 0;
    if (budget.gate.take(this.#deps.clock.nowMs()) === 'abused') this.#connection.close();
    // A connection without a namespace may still join one, within the time of a hello.
    else setTimeout(() => isNowhere() && this.#connection.close(), NOWHERE_MS).unref();
  }

  #answer(event: unknown, args: unknown[], readAtMs: number): Promise<Answer> {
    const { clock, counters } = this.#deps;
    const command = typeof event === 'string' && Object.hasOwn(this.#commands, event) ? event : null;
    const contract = command === null ? undefined : this.#commands[command];
    if (command === null || !contract) return no({ code: 'BAD_REQUEST', field: 'event' });
    if (args.length !== 1) return no({ code: 'BAD_REQUEST' });
    // Another version may have other fields, so its number is checked before its form.
    if (command === 'hello' && isOtherVersion(args[0])) return no({ code: 'UPGRADE_REQUIRED' });
    const request = parse(contract.request, args[0]);
    if (!request.ok) return no(request.refusal);
    const waitMs = ASKED_SELDOM.has(command) ? this.budget.hellos.take(clock.nowMs()) : 0;
    if (waitMs > 0) {
      counters.rateLimited += 1;
      return no({ code: 'RATE_LIMITED', retryAfterMs: waitMs });
    }
    return this.#runWithin(command, request.value as never, readAtMs);
  }

  async #runWithin(command: string, request: never, readAtMs: number): Promise<Answer> {
    const { log, newRef } = this.#deps;
    const { gate } = this.budget;
    if (gate.isFull) return refusalAck({ code: 'BUSY', retryAfterMs: IN_FLIGHT_MS });
    gate.inFlight += 1;
    try {
      return await this.#run(command, request, readAtMs);
    } catch (fault) {
      const later = refusalOfFault(fault);
      if (later) return refusalAck(later);
      const ref = newRef();
      log.error({ err: fault, context: 'command', command, ref }, 'a command failed');
      return Object.assign(refusalAck({ code: 'INTERNAL' }), { ref });
    } finally {
      gate.inFlight -= 1;
    }
  }
}

function no(refusal: Refusal): Promise<Answer> {
  return Promise.resolve(refusalAck(refusal));
}

function isOtherVersion(payload: unknown): boolean {
  if (typeof payload !== 'object' || payload === null || !('protocol' in payload)) return false;
  return Number.isSafeInteger(payload.protocol) && payload.protocol !== PROTOCOL_VERSION;
}
