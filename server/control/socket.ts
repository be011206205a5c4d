import { chmodSync, readdirSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { basename, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';

const PREFIX = 'control';
const SUFFIX = '.sock';
/** Linux and macOS take no longer path for a socket. */
const MAX_PATH = 103;
/** A file of goods, read into JSON, is the longest thing that is said. */
const MAX_REQUEST_BYTES = 64 * 1_048_576;
const QUIET_MS = 10_000;
/** Who is being answered while the server stops has so long. */
const LAST_ANSWERS_MS = 500;
/** A socket that refused is asked once more. */
const AGAIN_MS = 50;

/** What is asked for by name, and how it is answered. */
export type Answerers = Readonly<Record<string, (args: unknown) => Promise<unknown>>>;

type Reply = { ok: true; value: unknown } | { ok: false; error: string };

/**
 * The path of a server's socket in its data folder; null if that is too long for one.
 * @param node the server's name among several; null: it is alone
 */
export function controlPath(dataDir: string, node: string | null): string | null {
  const path = join(dataDir, `${PREFIX}${node === null ? '' : `-${node}`}${SUFFIX}`);
  return Buffer.byteLength(path) > MAX_PATH ? null : path;
}

/** The sockets in a data folder, whether or not anybody listens. */
export function controlPaths(dataDir: string): string[] {
  try {
    const names = readdirSync(dataDir).filter((name) => name.startsWith(PREFIX) && name.endsWith(SUFFIX));
    return names.sort().map((name) => join(dataDir, name));
  } catch {
    return [];
  }
}

/**
 * Answers the command line of this machine: one line of JSON in, one out. Whoever may open the file may ask, so it
 * belongs to this user alone. What a server that was killed has left is cleared.
 * @returns null while another server answers there
 */
export async function openControlSocket(
  path: string,
  answerers: Answerers,
  onFault: (fault: unknown) => void,
): Promise<{ close(): Promise<void> } | null> {
  if (await isAnswered(path)) return null;
  rmSync(path, { force: true });
  const asking = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    asking.add(socket);
    socket.on('close', () => asking.delete(socket));
    socket.on('error', () => {});
    socket.setTimeout(QUIET_MS, () => socket.destroy());
    answer(socket, answerers).catch(onFault);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => {
      server.off('error', reject);
      resolve();
    });
  });
  chmodSync(path, 0o600);
  server.on('error', onFault);
  return {
    close: () =>
      new Promise((resolve) => {
        const late = setTimeout(() => {
          for (const socket of asking) socket.destroy();
        }, LAST_ANSWERS_MS);
        server.close(() => {
          clearTimeout(late);
          rmSync(path, { force: true });
          resolve();
        });
      }),
  };
}

async function answer(socket: Socket, answerers: Answerers): Promise<void> {
  const said = await heard(socket);
  // Whoever only looked whether somebody is here has said nothing.
  if (said === '') {
    socket.end();
    return;
  }
  socket.setTimeout(0);
  const reply = await replyTo(said, answerers);
  socket.end(`${JSON.stringify(reply)}\n`);
}

/** All that a peer says until it ends its side; nothing if it says too much or breaks off. */
async function heard(socket: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of socket.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > MAX_REQUEST_BYTES) return '';
      chunks.push(chunk);
    }
  } catch {
    return '';
  }
  return Buffer.concat(chunks).toString();
}

async function replyTo(said: string, answerers: Answerers): Promise<Reply> {
  try {
    const { method, args } = JSON.parse(said) as { method: string; args: unknown };
    const answerer = Object.hasOwn(answerers, method) ? answerers[method] : undefined;
    if (!answerer)
      return { ok: false, error: 'This server does not know that command: it is of another version.' };
    return { ok: true, value: (await answerer(args)) ?? null };
  } catch (fault) {
    return { ok: false, error: fault instanceof Error ? fault.message : String(fault) };
  }
}

/** Asks the server behind a socket. Throws what it answers in its place, or `NobodyThere`. */
export async function askControl(path: string, method: string, args: unknown): Promise<unknown> {
  const socket = connect({ path, allowHalfOpen: true });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', () => reject(new NobodyThere()));
  });
  socket.end(`${JSON.stringify({ method, args })}\n`);
  const said = await text(socket).finally(() => socket.destroy());
  if (said === '') throw new Error('The server ended before it answered: look whether it was done.');
  const reply = JSON.parse(said) as Reply;
  if (!reply.ok) throw new Error(reply.error);
  return reply.value;
}

/** No server listens at this socket. */
export class NobodyThere extends Error {
  override name = 'NobodyThere';
}

/** Whether a server listens at a socket. */
export async function isAnswered(path: string): Promise<boolean> {
  return (await knockAt(path)) === 'answered';
}

/**
 * Clears the sockets of servers that were killed under a name that nobody will ever have again. One that answers stays,
 * and so does one that can't be asked.
 * @param isMadeUp of a server's name: whether one of this machine made it up for itself. A socket of another machine on
 *   a shared folder looks left from here
 * @returns the paths that were cleared
 */
export async function clearLeftSockets(
  dataDir: string,
  isMadeUp: (node: string) => boolean,
): Promise<string[]> {
  const cleared: string[] = [];
  for (const path of controlPaths(dataDir)) {
    const node = basename(path).slice(`${PREFIX}-`.length, -SUFFIX.length);
    if (!isMadeUp(node) || (await knockAt(path)) !== 'refused') continue;
    // Between making its socket and listening a server that starts refuses as well, for less than a millisecond.
    await pause(AGAIN_MS);
    if ((await knockAt(path)) !== 'refused') continue;
    rmSync(path, { force: true });
    cleared.push(path);
  }
  return cleared;
}

/** `refused`: nobody listens. `unknown`: too many ask, or this user may not. */
async function knockAt(path: string): Promise<'answered' | 'refused' | 'unknown'> {
  return new Promise((resolve) => {
    const socket = connect({ path });
    socket.once('connect', () => {
      socket.destroy();
      resolve('answered');
    });
    socket.once('error', ({ code }: NodeJS.ErrnoException) => {
      resolve(code === 'ECONNREFUSED' ? 'refused' : 'unknown');
    });
  });
}
