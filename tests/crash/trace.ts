import { spawn } from 'node:child_process';

/** What a system call of another process gets instead of its answer, as strace's -e inject writes it. */
export interface Injection {
  calls: string;
  /** `error=EIO`, `signal=SIGKILL`, `retval=8192` (and nothing is done). */
  what: string;
  /** `3`: the third call of a process; `3+`: from its third on. */
  when: string;
}

export interface Tracer {
  /** When a call was first tampered with, epoch ms; null while none was. */
  struckAtMs(): number | null;
  /** How many calls were tampered with so far. */
  strikes(): number;
  close(): Promise<void>;
}

/**
 * Attaches strace to every thread of these processes; settles once it watches.
 * @param where.path only calls on this file
 * @param where.isAlone not on what the processes start from now on
 */
export async function inject(
  pids: number | readonly number[],
  injections: readonly Injection[],
  where: { path?: string; isAlone?: boolean } = {},
): Promise<Tracer> {
  const whom = [pids].flat().map(String);
  const arguments_ = [
    ...(where.isAlone ? [] : ['-f']),
    ...['-p', whom.join()],
    ...(where.path === undefined ? [] : ['-P', where.path]),
    ...['-e', `trace=${injections.map(({ calls }) => calls).join()}`],
    ...injections.flatMap(({ calls, what, when }) => ['-e', `inject=${calls}:${what}:when=${when}`]),
  ];
  const tracer = spawn('strace', arguments_, {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const gone = new Promise<void>((resolve) => tracer.once('exit', () => resolve()));
  let struckAtMs: number | null = null;
  let strikes = 0;
  await new Promise<void>((resolve, reject) => {
    let heard = '';
    tracer.once('error', reject);
    tracer.once('exit', () => reject(new Error(`strace ended: ${heard}`)));
    tracer.stderr.setEncoding('utf8').on('data', (text: string) => {
      heard += text;
      // One of several may be gone before strace comes to it.
      if (
        whom.every((pid) => heard.includes(`Process ${pid} attached`) || heard.includes(`, ${pid}): No such`))
      )
        resolve();
      strikes = heard.split('(INJECTED)').length - 1;
      if (strikes > 0) struckAtMs ??= Date.now();
    });
  });
  return {
    struckAtMs: () => struckAtMs,
    strikes: () => strikes,
    async close() {
      tracer.kill('SIGINT');
      await gone;
    },
  };
}
