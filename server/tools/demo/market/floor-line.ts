import type { Ack } from '../../../../shared/contract/answer.ts';
import type { ConsoleItem } from '../../../../shared/contract/console.ts';
import type { ConsoleFrame } from '../../../../shared/contract/console-frame.ts';
import {
  type ConsoleCommand,
  type ConsoleReply,
  type ConsoleRequest,
  PROTOCOL_VERSION,
} from '../../../../shared/protocol.ts';
import { systemIds } from '../../../adapters/system/ids.ts';
import { ask, hangUp, openSocket } from './wire.ts';

type Mutation = Exclude<ConsoleCommand, 'hello' | 'time'>;

/** So many changes are kept, and as many own acts: more than come within a minute. */
const MOST_CHANGES = 100;

/** A host's line to the floor of one stream: what the console shows, and commands that carry fresh keys. */
export interface FloorLine {
  /** In which the stream sells. */
  currency(): string;
  status(): ConsoleFrame['status'] | null;
  order(): readonly number[];
  pinned(): number | null;
  item(itemNumber: number): ConsoleItem | undefined;
  /** How long ago somebody else did something on this floor, in ms; Infinity: never. */
  othersActedMs(): number;
  /** @returns null if no answer came */
  send<C extends Mutation>(
    command: C,
    request: Omit<ConsoleRequest<C>, 'key'>,
  ): Promise<Ack<ConsoleReply<C>> | null>;
  leave(): void;
}

/** Opens the console of a stream over a real socket; resolves once the floor is known. */
export async function openFloor(url: string, slug: string, session: string): Promise<FloorLine> {
  const socket = openSocket(url, 'console', session);
  const items = new Map<number, ConsoleItem>();
  let frame: ConsoleFrame | null = null;
  let currency = '';

  /** When the newest changes came, by their place in the log; those of this line are taken out with their answers. */
  const changedAt = new Map<number, number>();
  const own = new Set<number>();

  function noteChange(version: number): void {
    changedAt.delete(version);
    changedAt.set(version, performance.now());
    if (changedAt.size > MOST_CHANGES) changedAt.delete(changedAt.keys().next().value!);
  }

  function take(next: ConsoleFrame): void {
    if (frame && frame.history === next.history && next.to < frame.to) return;
    if (frame && frame.history === next.history) {
      if (next.lineupVersion > frame.lineupVersion) noteChange(next.lineupVersion);
      for (const { itemNumber, version } of next.items) {
        if (version > (items.get(itemNumber)?.version ?? version)) noteChange(version);
      }
    }
    frame = next;
    for (const item of next.items) items.set(item.itemNumber, item);
  }
  function noteOwn(version: number): void {
    own.add(version);
    if (own.size > MOST_CHANGES) own.delete(own.values().next().value!);
  }
  async function hello(): Promise<void> {
    const answer = await ask<ConsoleReply<'hello'>>(socket, 'hello', { protocol: PROTOCOL_VERSION, slug });
    if (answer?.ok) {
      currency = answer.currency;
      take(answer.frame);
    } else if (answer) throw new Error(`The floor of ${slug} was refused: ${answer.code}`);
  }
  socket.on('c', take);
  await new Promise<void>((resolve, reject) => {
    socket.on('connect', () => void hello().then(resolve, reject));
    socket.on('connect_error', (fault) => {
      if (!socket.active) reject(fault);
    });
  });

  return {
    currency: () => currency,
    status: () => frame?.status ?? null,
    order: () => frame?.order ?? [],
    pinned: () => frame?.pins.at(-1)?.itemNumber ?? null,
    item: (itemNumber) => items.get(itemNumber),
    othersActedMs() {
      const times = [...changedAt].flatMap(([version, atMs]) => (own.has(version) ? [] : atMs));
      return performance.now() - Math.max(...times, Number.NEGATIVE_INFINITY);
    },
    async send<C extends Mutation>(command: C, request: Omit<ConsoleRequest<C>, 'key'>) {
      const answer = await ask<ConsoleReply<C>>(socket, command, { ...request, key: systemIds.next() });
      if (answer?.ok && 'seq' in answer) noteOwn(answer.seq as number);
      return answer;
    },
    leave: () => hangUp(socket),
  };
}
