import { createServer } from 'node:net';

const TRIES = 20;

/** The wanted port, or the next one that nobody has; 0 stays 0, any free one. */
export async function freePort(host: string, wanted: number): Promise<number> {
  if (wanted === 0) return 0;
  for (let port = wanted; port < Math.min(wanted + TRIES, 65_536); port += 1) {
    if (await isFree(host, port)) return port;
  }
  throw noneFree(wanted);
}

/**
 * Takes the wanted port, or the next one that nobody has, and keeps it from others until it is let go of; whoever knocks
 * meanwhile finds nobody.
 */
export async function holdPort(
  host: string,
  wanted: number,
): Promise<{ port: number; letGo(): Promise<void> }> {
  for (let port = wanted; port < Math.min(wanted + TRIES, 65_536); port += 1) {
    const holder = createServer((socket) => socket.destroy());
    const isHeld = await new Promise<boolean>((resolve) => {
      holder.once('error', () => resolve(false));
      holder.listen(port, host, () => resolve(true));
    });
    if (isHeld) return { port, letGo: () => new Promise((resolve) => holder.close(() => resolve())) };
  }
  throw noneFree(wanted);
}

/** True iff nobody listens at a port now. */
export function isFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}

function noneFree(wanted: number): Error {
  return new Error(`No port from ${wanted} to ${wanted + TRIES - 1} is free: name another one by --port.`);
}
