import { existsSync, readFileSync, statSync } from 'node:fs';

/** Where Linux tells who holds which lock; no other system does. */
const LOCKS = '/proc/locks';
export const areLocksTold = existsSync(LOCKS);

/** How many POSIX locks a process holds on a file. */
export function locksOn(file: string, pid = process.pid): number {
  // As in: 2: POSIX  ADVISORY  READ 19446 fe:00:11183562 1073741826 1073742335
  const held = new RegExp(`^\\d+: POSIX .* ${pid} [0-9a-f]+:[0-9a-f]+:${statSync(file).ino} `, 'gm');
  return readFileSync(LOCKS, 'utf8').match(held)?.length ?? 0;
}
