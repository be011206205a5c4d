import type { Socket } from 'socket.io';
import type { Ack } from '../../../shared/contract/answer.ts';
import type { CommandContract } from '../../../shared/contract/command.ts';
import type { Refusal } from '../../../shared/contract/refusals.ts';
import { PROTOCOL_VERSION } from '../../../shared/protocol.ts';
import { refusalAck, refusalOfFault } from '../../application/ack.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Counters } from '../counters.ts';
import type { ConnectionBudgets } from '../limits/connection-budget.ts';
import { type SheddingPolicy, shedBeforeParse } from '../limits/load-shedder.ts';
import type { Log } from '../log.ts';
import { ORDER } from '../metrics/order-counts.ts';
import { parse } from '../parse.ts';
import type { Traffic } from '../traffic.ts';
import { answerUnreadable, connectionOf, sayBye } from '../transport/transport.ts';

type Answer = Ack<object>;

/** A server that stops says goodbye within this time, and its clients come back to another one. */
const COME_BACK_MS = 1_000;
/** A connection that is in no namespace is closed after so long. */
const NOWHERE_MS = 5_000;

/**
 * Hears the commands of one socket: limits, parses, runs, answers. Nothing that a peer sends can throw past here.
 * An event without an ack is run and not answered.
 * @param run is told when the frame was read, in steady ms (T3, T7)
 */
export function hearCommands(
  socket: Socket,
  commands: Readonly<Record<string, CommandContract>>,
  run: (command: string, request: never, readAtMs: number) => Promise<Answer>,
  deps: {
    clock: Clock;
    log: Log;
    counters: Counters;
    traffic: Traffic;
    newRef: () => string;
    budgets: ConnectionBudgets;
    /** Who is turned away before anything of it is read. */
    rush?: SheddingPolicy;
  },
): void {
  const { clock, log, counters, traffic } = deps;
  const connection = connectionOf(socket);
  const budget = deps.budgets.of(connection);
  const { gate, hellos } = budget;
  budget.members += 1;

  async function answer(event: unknown, args: unknown[], readAtMs: number): Promise<Answer> {
    const command = typeof event === 'string' && Object.hasOwn(commands, event) ? event : null;
    const contract = command === null ? undefined : commands[command];
    if (command === null || !contract) return refusalAck({ code: 'BAD_REQUEST', field: 'event' });
    if (args.length !== 1) return refusalAck({ code: 'BAD_REQUEST' });
    // Another version may have other fields: its number is judged before its form.
    if (command === 'hello' && isOtherVersion(args[0])) return refusalAck({ code: 'UPGRADE_REQUIRED' });
    const request = parse(contract.request, args[0]);
    if (!request.ok) return refusalAck(request.refusal);
    const waitMs = command === 'hello' ? hellos.take(clock.nowMs()) : 0;
    if (waitMs > 0) {
      counters.rateLimited += 1;
      return refusalAck({ code: 'RATE_LIMITED', retryAfterMs: waitMs });
    }
    if (gate.isFull) return refusalAck({ code: 'BUSY', retryAfterMs: 200 });
    gate.inFlight += 1;
    try {
      return await run(command, request.value as never, readAtMs);
    } catch (fault) {
      const later = refusalOfFault(fault);
      if (later) return refusalAck(later);
      const ref = deps.newRef();
      log.error({ err: fault, context: 'command', command, ref }, 'a command failed');
      return Object.assign(refusalAck({ code: 'INTERNAL' }), { ref });
    } finally {
      gate.inFlight -= 1;
    }
  }

  function limited(): Refusal {
    return { code: 'RATE_LIMITED', retryAfterMs: gate.retryAfterMs };
  }

  const isNowhere = () => budget.members === 0 && budget.joining.size === 0;

  if (deps.rush) shedBeforeParse(socket, deps.rush, { clock, counters, gate });

  // A middleware that never goes on: no event name is ever looked up among the socket's own.
  socket.use((packet) => {
    const readAtMs = clock.steadyMs();
    const [event, ...args] = packet as unknown[];
    const ack = typeof args.at(-1) === 'function' ? (args.pop() as (answer: Answer) => void) : null;
    const verdict = gate.take(clock.nowMs());
    if (verdict !== 'taken') {
      counters.rateLimited += 1;
      if (event === ORDER) counters.orders.refused.add('RATE_LIMITED');
      ack?.(refusalAck(limited()));
      if (verdict === 'abused') sayBye(socket, 'RATE_LIMITED');
      return;
    }
    counters.commands += 1;
    if (!traffic.enter()) {
      if (event === ORDER) counters.orders.refused.add('UNAVAILABLE');
      ack?.(refusalAck({ code: 'UNAVAILABLE', retryAfterMs: COME_BACK_MS }));
      return;
    }
    void answer(event, args, readAtMs).then((reply) => {
      if (!reply.ok) counters.refusals.add(reply.code);
      if (event === ORDER) counters.orders.answered(reply, clock.steadyMs() - readAtMs);
      if (socket.connected) ack?.(reply);
      traffic.leave();
    });
  });
  // Socket.IO reports what it cannot read as an error of each socket, and then closes the connection.
  socket.on('error', (fault) => {
    log.debug({ err: fault }, 'a socket failed');
    if (!answerUnreadable(socket, refusalAck({ code: 'BAD_REQUEST' }))) socket.emit('bye', 'BAD_REQUEST');
  });
  socket.on('disconnect', (reason) => {
    budget.members -= 1;
    if (reason !== 'client namespace disconnect') return;
    if (gate.take(clock.nowMs()) === 'abused') connection.close();
    // Who is nowhere has said goodbye, and is given the time of a hello to change its mind.
    else setTimeout(() => isNowhere() && connection.close(), NOWHERE_MS).unref();
  });
}

function isOtherVersion(payload: unknown): boolean {
  if (typeof payload !== 'object' || payload === null || !('protocol' in payload)) return false;
  return Number.isSafeInteger(payload.protocol) && payload.protocol !== PROTOCOL_VERSION;
}
