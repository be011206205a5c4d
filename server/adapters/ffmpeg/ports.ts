import { createSocket, type Socket } from 'node:dgram';
import { readFile } from 'node:fs/promises';

const TRIES = 50;
/** Where Linux lists its UDP sockets; elsewhere a moment must do. */
const LISTS = ['/proc/net/udp', '/proc/net/udp6'];
const LOOK_MS = 50;
const BLIND_MS = 1_000;

/** Finds a free port on this machine whose next one is free too: RTP and its RTCP. */
export async function freePair(): Promise<number> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const first = await bound(0);
    if (!first) continue;
    const { port } = first.address();
    const second = port % 2 === 0 ? await bound(port + 1) : null;
    first.close();
    second?.close();
    if (second) return port;
  }
  throw new Error('No two UDP ports side by side are free.');
}

/** Waits until somebody listens at all of these ports. @returns false if nobody did before it was called off */
export async function listened(ports: readonly number[], isOff: () => boolean): Promise<boolean> {
  const blindUntilMs = performance.now() + BLIND_MS;
  while (!isOff()) {
    const open = await openPorts();
    if (open ? ports.every((port) => open.has(port)) : performance.now() > blindUntilMs) return true;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  return false;
}

async function openPorts(): Promise<Set<number> | null> {
  const texts = await Promise.all(LISTS.map((list) => readFile(list, 'utf8').catch(() => null)));
  if (texts.every((text) => text === null)) return null;
  const found = texts.flatMap((text) => [...(text ?? '').matchAll(/^ *\d+: [\dA-F]+:([\dA-F]{4}) /gm)]);
  return new Set(found.map((match) => Number.parseInt(match[1]!, 16)));
}

function bound(port: number): Promise<Socket | null> {
  const socket = createSocket('udp4');
  return new Promise((resolve) => {
    socket.once('error', () => {
      socket.close();
      resolve(null);
    });
    socket.bind(port, '127.0.0.1', () => resolve(socket));
  });
}
