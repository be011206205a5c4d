import { spawnSync } from 'node:child_process';

/** Keeps all threads of a process, those to come as well, on one core (`taskset` of util-linux). @returns false where there is none */
export function keepOnCore(pid: number, core: number): boolean {
  return spawnSync('taskset', ['-a', '-c', '-p', String(core), String(pid)]).status === 0;
}
