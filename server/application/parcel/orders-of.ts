import type { ConsoleRequest } from '../../../shared/protocol.ts';
import type { FeatureDeps } from '../deps.ts';
import type { ConsoleMutation } from '../features.ts';

/**
 * The orders that a command of the desk is about: a parcel or a claim names them only by itself. None if there is no
 * such parcel or claim in the stream; null for any other command.
 */
export async function ordersOfDesk<C extends ConsoleMutation>(
  { readers }: Pick<FeatureDeps, 'readers'>,
  streamId: string,
  command: C,
  request: ConsoleRequest<C>,
): Promise<readonly string[] | null> {
  switch (command) {
    case 'parcel:pack':
      return (request as ConsoleRequest<'parcel:pack'>).orderIds;
    case 'order:refund':
      return [(request as ConsoleRequest<'order:refund'>).orderId];
    case 'parcel:ship':
    case 'parcel:deliver':
    case 'parcel:lose':
    case 'parcel:take-back': {
      const { shipmentId } = request as ConsoleRequest<'parcel:lose'>;
      const [parcel] = await readers.parcels({ streamId, shipmentIds: [shipmentId], limit: 1 });
      return [...new Set((parcel?.lines ?? []).map(({ orderId }) => orderId))];
    }
    case 'claim:decide': {
      const { claimId } = request as ConsoleRequest<'claim:decide'>;
      return (await readers.claims({ streamId, claimIds: [claimId], limit: 1 })).map(
        ({ orderId }) => orderId,
      );
    }
    default:
      return null;
  }
}
