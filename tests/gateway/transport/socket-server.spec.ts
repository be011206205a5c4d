import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Socket } from 'socket.io';
import { Manager } from 'socket.io-client';
import { expect, test } from 'vitest';
import { openSocketServer } from '../../../server/gateway/transport/transport.ts';
import { usualBudgets } from '../usual-budgets.ts';

test('of a handshake only the cookie, the origin and the host are kept, and found again by whoever comes back on the same connection', async () => {
  const http = createServer();
  const io = openSocketServer(
    http,
    { allowRequest: (_, answer) => answer(null, true), opened: () => {} },
    usualBudgets(),
  );
  const joined: Socket[] = [];
  io.of('/live').on('connection', (socket) => joined.push(socket));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const manager = new Manager(`http://127.0.0.1:${(http.address() as AddressInfo).port}`, {
    transports: ['websocket'],
    extraHeaders: { cookie: 'guest=amei', origin: 'https://market.example', 'x-more': 'a'.repeat(2_000) },
  });
  try {
    const client = manager.socket('/live');
    await expect.poll(() => joined.length).toBe(1);
    client.disconnect();
    client.connect();
    await expect.poll(() => joined.length).toBe(2);
    for (const { handshake, request } of joined) {
      expect(handshake.headers).toEqual({
        cookie: 'guest=amei',
        origin: 'https://market.example',
        host: `127.0.0.1:${(http.address() as AddressInfo).port}`,
      });
      expect(request.rawHeaders).toEqual([]);
    }
  } finally {
    manager._close();
    await io.close();
  }
});
