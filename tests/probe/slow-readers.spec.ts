import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { counted } from './counted.ts';
import { aTarget, type Target } from './target.ts';

const DEAF = 60;
/** One after the other on one connection: more than the kernel keeps for who reads nothing. */
const ANSWERS = 12;
const STALL_SECONDS = 2;

/** Asks for the largest document again and again, and takes nothing of it. */
function deafReader(origin: string): Promise<Socket> {
  const { port } = new URL(origin);
  const socket = connect(Number(port), '127.0.0.1');
  socket.on('error', () => {});
  socket.pause();
  return new Promise((resolve) => {
    socket.once('connect', () => {
      socket.write('GET /api/docs/swagger-ui-bundle.js HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(ANSWERS));
      resolve(socket);
    });
  });
}

describe('readers who take nothing', () => {
  let target: Target;
  const sockets: Socket[] = [];
  beforeAll(async () => {
    // The documents' pace would refuse most of what is asked here, and what is left fits into the kernel's buffers.
    target = await aTarget({ MAX_STALL_SECONDS: String(STALL_SECONDS), MAX_DOCUMENTS_PER_SECOND: '0' });
  });
  afterAll(async () => {
    for (const socket of sockets) socket.destroy();
    await target.close();
  });

  it('are cut, each of them, and others are answered meanwhile', async () => {
    sockets.push(...(await Promise.all(Array.from({ length: DEAF }, () => deafReader(target.origin)))));
    await expect.poll(() => counted(target, 'answers_cut_total'), { timeout: 12_000 }).toBe(DEAF);
    expect((await target.ask('GET', '/streams')).status).toBe(200);
  });
});
