import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket as Line } from 'node:net';
import { io, type ManagerOptions } from 'socket.io-client';
import { afterEach, expect, test, vi } from 'vitest';
import { PromptWebSocket } from '../../client/connection/prompt-web-socket.ts';

/** What every websocket server adds to a key (RFC 6455, 1.3). */
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const OPEN = '0{"sid":"a","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000}';

let closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing) close();
  closing = [];
});

/** A server that says yes to a websocket, and then does with the line what the test wants. */
async function door(next: (line: Line) => void): Promise<number> {
  const server: Server = createServer();
  server.on('upgrade', ({ headers }, line: Line) => {
    line.on('error', () => {});
    closing.push(() => line.destroy());
    const accept = createHash('sha1').update(`${headers['sec-websocket-key']}${GUID}`).digest('base64');
    line.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    next(line);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

function phone(port: number, options: Partial<ManagerOptions> = {}) {
  const events: string[] = [];
  const socket = io(`http://127.0.0.1:${port}/live`, {
    transports: [PromptWebSocket],
    forceNew: true,
    timeout: 8_000,
    reconnectionDelay: 50,
    reconnectionDelayMax: 50,
    ...options,
  });
  for (const event of ['connect', 'connect_error', 'disconnect']) socket.on(event, () => events.push(event));
  closing.push(() => socket.disconnect());
  return { socket, events };
}

const say = (line: Line, text: string) =>
  line.write(Buffer.concat([Buffer.from([0x81, text.length]), Buffer.from(text)]));

test('a line that breaks after the yes and before the first word is tried again at once, not when the time limit is over', async () => {
  let tries = 0;
  const port = await door((line) => {
    tries += 1;
    if (tries < 3) setTimeout(() => line.resetAndDestroy(), 10);
    else {
      say(line, OPEN);
      say(line, '40/live,{"sid":"b"}');
    }
  });
  const { events } = phone(port);
  await vi.waitFor(() => expect(events).toContain('connect'), 3_000);
  expect(events).toEqual(['connect_error', 'connect_error', 'connect']);
  expect(tries).toBe(3);
});

test('a line that says nothing is given up when the time limit is over, once', async () => {
  let tries = 0;
  const port = await door(() => {
    tries += 1;
  });
  const { events } = phone(port, { timeout: 100, reconnection: false });
  await vi.waitFor(() => expect(events).not.toEqual([]), 3_000);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(events).toEqual(['connect_error']);
  expect(tries).toBe(1);
});

test('who leaves before the first word has left', async () => {
  let tries = 0;
  const port = await door(() => {
    tries += 1;
  });
  const { socket, events } = phone(port);
  await vi.waitFor(() => expect(tries).toBe(1), 3_000);
  socket.disconnect();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(events).toEqual([]);
  expect(tries).toBe(1);
});
