import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const START_MS = 20_000;

/** Compiled it starts three times as fast; from source when the build does not pass. */
function entry(): string[] {
  const build = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-b', 'shared', 'server'], {
    cwd: root,
  });
  const compiled = join(root, 'dist/server/cli.js');
  if (build.status === 0 && existsSync(compiled)) return [compiled];
  return ['--import', 'tsx', join(root, 'server/cli.ts')];
}

/** One server process after the other, on one file; each is ended with SIGKILL. */
export class ServerProcess {
  /** What the processes wrote to say that something is wrong. */
  readonly faults: string[] = [];
  /** From spawn to the line that says it is open, ms. */
  readonly startsMs: number[] = [];
  port = 0;
  private child: ChildProcess | null = null;
  private readonly args = entry();
  private readonly environment: Record<string, string>;

  constructor(environment: Record<string, string>) {
    this.environment = environment;
  }

  get how(): string {
    return this.args.length === 1 ? 'compiled' : 'from source';
  }

  /** Starts a process and waits until it is open. */
  async start(): Promise<void> {
    const since = performance.now();
    const child = spawn(process.execPath, [...this.args, 'serve'], {
      cwd: root,
      env: { ...process.env, ...this.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    this.port = await new Promise<number>((resolve, reject) => {
      let written = '';
      const timer = setTimeout(() => reject(new Error(`It did not open in time: ${written}`)), START_MS);
      child.stdout!.setEncoding('utf8').on('data', (text: string) => {
        written += text;
        const port = /Fairday is open at \S+:(\d+)\n/.exec(written)?.[1];
        if (port === undefined) return;
        clearTimeout(timer);
        resolve(Number(port));
      });
      child.once('exit', (code) =>
        reject(new Error(`It ended with ${code}: ${written}${this.faults.at(-1)}`)),
      );
    });
    this.startsMs.push(performance.now() - since);
    child.stdout!.on('data', (text: string) => this.note(text));
    child.stderr!.setEncoding('utf8').on('data', (text: string) => this.faults.push(text));
  }

  /** Ends the process as a power cut would, and waits until it is gone. */
  async kill(): Promise<void> {
    const { child } = this;
    this.child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGKILL');
    await gone;
  }

  private note(text: string): void {
    for (const line of text.split('\n'))
      if (line.includes('"level":50') || line.includes('"level":60')) this.faults.push(line);
  }
}
