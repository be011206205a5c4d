import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
/** From source, on a machine that is busy, a start takes its time. */
const START_MS = 60_000;

/**
 * How Node is told to run a program of ours: compiled, since that starts quicker; from source when the build does not
 * pass.
 * @param place the folder at the top, `server` or `tests`
 * @param entry below it, without its extension
 */
export function programOf(place: 'server' | 'tests', entry: string): string[] {
  isBuilt ??= build();
  const compiled = join(root, `dist/${place}/${entry}.js`);
  return [isBuilt && existsSync(compiled) ? compiled : join(root, `${place}/${entry}.ts`)];
}

let isBuilt: boolean | null = null;

function build(): boolean {
  const tsc = ['node_modules/typescript/bin/tsc', '-b', 'shared', 'server', 'tests'];
  return spawnSync(process.execPath, tsc, { cwd: root }).status === 0;
}

/** A server whose ports are wrapped (see wrapped-server.ts) instead of the one that users start. */
export const wrappedServer = (): string[] => programOf('tests', 'crash/wrapped-server');

/** How a process ended. */
export interface End {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** One server process after the other, on one market; each is ended as the test wants. */
export class ServerProcess {
  /** What the processes wrote to say that something is wrong: faults, and what was not JSON. */
  readonly faults: string[] = [];
  /** Warnings, as JSON lines. */
  readonly warnings: string[] = [];
  /** From spawn to the line that says it is open, ms. */
  readonly startsMs: number[] = [];
  port = 0;
  /** Settles when the process that was started last is gone. */
  ended: Promise<End> = Promise.resolve({ code: null, signal: null });
  private child: ChildProcess | null = null;
  private readonly args: string[];
  private readonly environment: Record<string, string>;

  constructor(
    environment: Record<string, string>,
    args: string[] = [...programOf('server', 'cli'), 'serve'],
  ) {
    this.environment = environment;
    this.args = args;
  }

  get how(): string {
    return this.args[0]?.endsWith('.ts') ? 'from source' : 'compiled';
  }

  get pid(): number {
    const pid = this.child?.pid;
    if (pid === undefined) throw new Error('No process runs.');
    return pid;
  }

  /** Starts a process and waits until it is open. @param more what this one is told besides */
  async start(more: Record<string, string> = {}): Promise<void> {
    const since = performance.now();
    const child = spawn(process.execPath, this.args, {
      cwd: root,
      env: { ...process.env, ...this.environment, ...more },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    this.ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
    const errors: string[] = [];
    child.stderr!.setEncoding('utf8').on('data', (text: string) => errors.push(text));
    const opened = await new Promise<{ port: string; rest: string }>((resolve, reject) => {
      let written = '';
      const give = (why: string) => reject(new Error(`${why}: ${written}${errors.join('')}`));
      const timer = setTimeout(() => give('It did not open in time'), START_MS);
      child.stdout!.setEncoding('utf8').on('data', (text: string) => {
        written += text;
        const [, port, rest] = /Fairday is open at \S+:(\d+)["\n]([\s\S]*)/.exec(written) ?? [];
        if (port === undefined || rest === undefined) return;
        clearTimeout(timer);
        resolve({ port, rest });
      });
      child.once('exit', (code, signal) => {
        clearTimeout(timer);
        give(`It ended with ${code ?? signal}`);
      });
    });
    this.port = Number(opened.port);
    this.startsMs.push(performance.now() - since);
    // Some of what comes after that line may have come with it.
    this.note(opened.rest);
    this.faults.push(...errors);
    child.stdout!.on('data', (text: string) => this.note(text));
    child.stderr!.on('data', (text: string) => this.faults.push(text));
  }

  /** Ends the process as a power cut would, and waits until it is gone. */
  kill(): Promise<End> {
    return this.signal('SIGKILL');
  }

  /** Asks the process to stop, and waits until it has. */
  stop(): Promise<End> {
    return this.signal('SIGTERM');
  }

  /** Halts the process where it is; `SIGCONT` lets it go on. */
  halt(how: 'SIGSTOP' | 'SIGCONT'): void {
    process.kill(this.pid, how);
  }

  private async signal(signal: NodeJS.Signals): Promise<End> {
    const { child } = this;
    this.child = null;
    if (child && child.exitCode === null && child.signalCode === null) child.kill(signal);
    return this.ended;
  }

  private note(text: string): void {
    for (const line of text.split('\n')) {
      if (line.includes('"level":50') || line.includes('"level":60')) this.faults.push(line);
      else if (line.includes('"level":40')) this.warnings.push(line);
    }
  }
}
