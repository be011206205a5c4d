import { spawn } from 'node:child_process';

/** What a system call of another process gets instead of its answer, as strace's -e inject writes it. */
export interface Injection {
  calls: string;
  /** Only calls on this file. */
  path: string;
  /** `error=EIO`, `signal=SIGKILL`, `delay_enter=…`. */
  what: string;
  /** `3`: the third call; `3+`: from the third on. */
  when: string;
}

export interface Tracer {
  /** When a call was first tampered with, epoch ms; null while none was. */
  struckAtMs(): number | null;
  close(): Promise<void>;
}

/** Attaches strace to every thread of a process; settles once it watches. */
export async function inject(pid: number, { calls, path, what, when }: Injection): Promise<Tracer> {
  const arguments_ = ['-f', '-p', String(pid), '-P', path, '-e', `trace=${calls}`];
  const tracer = spawn('strace', [...arguments_, '-e', `inject=${calls}:${what}:when=${when}`], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const gone = new Promise<void>((resolve) => tracer.once('exit', () => resolve()));
  let struckAtMs: number | null = null;
  await new Promise<void>((resolve, reject) => {
    let heard = '';
    tracer.once('error', reject);
    tracer.once('exit', () => reject(new Error(`strace ended: ${heard}`)));
    tracer.stderr.setEncoding('utf8').on('data', (text: string) => {
      heard += text;
      if (/Process \d+ attached/.test(heard)) resolve();
      if (heard.includes('(INJECTED)')) struckAtMs ??= Date.now();
    });
  });
  return {
    struckAtMs: () => struckAtMs,
    async close() {
      tracer.kill('SIGINT');
      await gone;
    },
  };
}
