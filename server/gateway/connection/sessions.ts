import type { Namespace, Socket } from 'socket.io';
import type { Ack } from '../../../shared/contract/answer.ts';
import type { CommandContract } from '../../../shared/contract/command.ts';
import { admitWithin } from '../limits/admission.ts';
import type { SheddingPolicy } from '../limits/load-shedder.ts';
import { watchSlowConsumers } from '../limits/slow-consumers.ts';
import { outboundOf, sayBye } from '../transport/transport.ts';
import { ArrivalClock } from './arrival-clock.ts';
import { hearCommands } from './hear-commands.ts';
import type { Session, State } from './session.ts';
import type { SessionDeps } from './session-deps.ts';

/** Time in ms from the greeting to the first hello. Later the session is closed. */
const HELLO_TIMEOUT_MS = 5_000;

type Deps = Pick<SessionDeps, 'clock' | 'ids' | 'log' | 'counters' | 'traffic' | 'budgets'>;

/** The steps of a session that differ between the two namespaces. */
export interface Side<S extends Session<State>> {
  readonly commands: Readonly<Record<string, CommandContract>>;
  readonly gauge: 'liveConnections' | 'consoleConnections';
  /** The load shedding of this namespace; absent: none. It exists before the sessions. */
  readonly shedding?: SheddingPolicy;
  /** Authenticates a socket. @returns its session, arriving, or the refusal */
  admit(socket: Socket): Promise<S | Error>;
  /** Greets a connected session, before its first command. */
  came(session: S): void;
  /** Notes a closed socket, right before its session ends. */
  left(session: S): void;
  run(session: S, command: string, request: never, readAtMs: number): Promise<Ack<object>>;
  /** Brings a session back into its rooms after backpressure, with the present state. */
  refresh(session: S): Promise<void>;
  onFault(fault: unknown): void;
}

/** The sessions of a namespace, each from its handshake to its end. */
export class Sessions<S extends Session<State>> {
  readonly #all = new Map<string, S>();
  readonly #side: Side<S>;
  readonly #counters: Deps['counters'];
  /** The dependencies of every command listener. */
  readonly #hearing: Parameters<typeof hearCommands>[3];
  readonly #slowConsumers: ReturnType<typeof watchSlowConsumers>;

  constructor(namespace: Namespace, side: Side<S>, deps: Deps) {
    const { clock, log, counters, traffic, budgets, ids } = deps;
    this.#side = side;
    this.#counters = counters;
    this.#hearing = {
      ...{ clock, log, counters, traffic, budgets, arrivals: new ArrivalClock(clock) },
      ...(side.shedding && { shedding: side.shedding }),
      newRef: () => ids.next(),
    };
    this.#slowConsumers = watchSlowConsumers({
      nowMs: clock.nowMs,
      refresh: (socket) => this.#refresh(socket.id),
      onClosed: () => {
        counters.slowConsumersClosed += 1;
      },
    });
    outboundOf(namespace).onSlowConsumer = (socketId, room) => {
      const socket = namespace.sockets.get(socketId);
      if (socket) this.#slowConsumers.add(socket, room);
    };
    const onFault = (fault: unknown) => side.onFault(fault);
    namespace.use(admitWithin({ ...deps, onFault }, (socket) => this.#admit(socket)));
    namespace.on('connection', (socket: Socket) => this.#connect(socket));
  }

  /** The sessions by socket id. */
  get all(): ReadonlyMap<string, S> {
    return this.#all;
  }

  sayByeToAll(): void {
    for (const { socket } of [...this.#all.values()]) sayBye(socket, 'DRAIN');
  }

  close(): void {
    this.#slowConsumers.close();
  }

  async #admit(socket: Socket): Promise<Error | undefined> {
    const admitted = await this.#side.admit(socket);
    if (admitted instanceof Error) return admitted;
    socket.data = admitted;
    return undefined;
  }

  #connect(socket: Socket): void {
    const side = this.#side;
    const counters = this.#counters;
    const session = socket.data as S;
    counters[side.gauge] += 1;
    this.#all.set(socket.id, session);
    side.came(session);
    const helloTimer = setTimeout(() => {
      if (session.streamId === null) sayBye(socket, 'HELLO_TIMEOUT');
    }, HELLO_TIMEOUT_MS);
    socket.on('disconnect', () => {
      counters[side.gauge] -= 1;
      clearTimeout(helloTimer);
      this.#all.delete(socket.id);
      side.left(session);
      session.end();
    });
    hearCommands(socket, side.commands, (...asked) => side.run(session, ...asked), this.#hearing);
  }

  #refresh(socketId: string): void {
    const session = this.#all.get(socketId);
    if (session) this.#side.refresh(session).catch((fault: unknown) => this.#side.onFault(fault));
  }
}
