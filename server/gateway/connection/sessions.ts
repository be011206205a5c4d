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

/** Time from the greeting to the first hello; then the session is closed. */
const HELLO_TIMEOUT_MS = 5_000;

type Deps = Pick<SessionDeps, 'clock' | 'ids' | 'log' | 'counters' | 'traffic' | 'budgets'>;

/** What the two namespaces do with their sessions each in its own way. */
export interface Side<S extends Session<State>> {
  readonly commands: Readonly<Record<string, CommandContract>>;
  readonly gauge: 'liveConnections' | 'consoleConnections';
  /** Which commands are turned away before anything of them is read; absent: none. Known before the sessions are. */
  readonly shedding?: SheddingPolicy;
  /** Looks up whose socket it is. @returns its session, arriving, or why it is not taken */
  admit(socket: Socket): Promise<S | Error>;
  /** Its socket is connected: it is greeted before anything of it is heard. */
  came(session: S): void;
  /** Its socket is closed; it ends in a moment. */
  left(session: S): void;
  run(session: S, command: string, request: never, readAtMs: number): Promise<Ack<object>>;
  /** Brings one that could not keep up back into its rooms, with the present state. */
  refresh(session: S): Promise<void>;
  onFault(fault: unknown): void;
}

/** The sessions of a namespace, each from its handshake to its end. */
export class Sessions<S extends Session<State>> {
  readonly #all = new Map<string, S>();
  readonly #side: Side<S>;
  readonly #counters: Deps['counters'];
  /** What each listener to commands needs, one for all of them. */
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

  /** By the id of their sockets. */
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
