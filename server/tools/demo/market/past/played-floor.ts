import type { Ack } from '../../../../../shared/contract/answer.ts';
import type { ConsoleItem } from '../../../../../shared/contract/console.ts';
import type { ConsoleReply, ConsoleRequest } from '../../../../../shared/protocol.ts';
import type { App } from '../../../../app.ts';
import type { StaffActor } from '../../../../application/application.ts';
import type { Clock, Ids } from '../../../../lib/clock.ts';
import type { StaffCommand } from '../../../../market/command-spec.ts';

/** The floor of a stream for whoever stands at it without a socket: commands that carry fresh keys, at the played time. */
export interface PlayedFloor {
  send<C extends StaffCommand>(
    command: C,
    request: Omit<ConsoleRequest<C>, 'key'>,
  ): Promise<Ack<ConsoleReply<C>>>;
  items(): Promise<ConsoleItem[]>;
  item(itemNumber: number): Promise<ConsoleItem | undefined>;
}

export function playedFloor(
  { application }: Pick<App, 'application'>,
  { clock, ids }: { clock: Pick<Clock, 'nowMs'>; ids: Ids },
  by: StaffActor,
  streamId: string,
): PlayedFloor {
  return {
    send: <C extends StaffCommand>(command: C, request: Omit<ConsoleRequest<C>, 'key'>) =>
      application.console(
        by,
        streamId,
        command,
        { ...request, key: ids.next() } as ConsoleRequest<C>,
        clock.nowMs(),
      ),
    items: async () => (await application.consoleFrame(streamId)).items,
    async item(itemNumber) {
      const { items } = await application.consoleFrame(streamId, { items: [itemNumber] });
      return items.find((item) => item.itemNumber === itemNumber);
    },
  };
}
