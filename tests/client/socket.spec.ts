import type { Socket } from 'socket.io-client';
import { afterEach, expect, test, vi } from 'vitest';
import { openSocket } from '../../client/connection/socket.ts';

afterEach(() => vi.unstubAllGlobals());

test.each([
  ['http://localhost:3000', 'ws://localhost:3000/socket.io/'],
  ['http://[::1]:3000', 'ws://[::1]:3000/socket.io/'],
  ['https://shop.example', 'wss://shop.example/socket.io/'],
])('a page at %s speaks to %s', (page, socketAddress) => {
  const { protocol, hostname, port } = new URL(page);
  vi.stubGlobal('location', { protocol, hostname, port });
  const socket = openSocket('/live') as Socket;
  const { transport } = socket.io.engine as unknown as { transport: { uri(): string } };
  socket.disconnect();
  expect(transport.uri().split('?')[0]).toBe(socketAddress);
});
