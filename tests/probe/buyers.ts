import type { Socket } from 'socket.io-client';
import { systemIds } from '../../server/adapters/system/ids.ts';
import type { Ack } from '../../shared/contract/answer.ts';
import type { OrderView } from '../../shared/market/order/contract.ts';
import { send, type Target } from './target.ts';

/** An honest guest in a stream, with an address. */
export interface Buyer {
  token: string;
  socket: Socket;
  /** Reserves one unit of an item and orders it. */
  buys(itemNumber?: number): Promise<Ack<{ order: OrderView }>>;
}

export async function aBuyer(target: Target, slug: string): Promise<Buyer> {
  const { token } = await target.guest();
  const saved = await target.ask('POST', '/me/addresses', {
    body: { key: systemIds.next(), name: 'Li', phone: '+8613800138000', address: 'Jianchuan 1' },
    headers: { authorization: `Bearer ${token}` },
  });
  const { addressId } = saved.body as { addressId: string };
  const socket = await target.viewer(slug, token);
  return {
    token,
    socket,
    async buys(itemNumber = 1) {
      const line = { itemNumber, units: 1 };
      await send(socket, 'cart:add', { key: systemIds.next(), ...line, seenPriceMinor: 2_990 });
      return send(socket, 'order:place', {
        key: systemIds.next(),
        lines: [{ ...line, unitPriceMinor: 2_990 }],
        expectTotalMinor: 2_990,
        addressId,
        payment: 'sandbox',
      });
    },
  };
}
