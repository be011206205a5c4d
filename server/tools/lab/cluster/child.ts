import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** How a process ended. */
export interface End {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface Program {
  name: string;
  command: string;
  args: readonly string[];
  environment?: Readonly<Record<string, string>>;
  cwd?: string;
  user?: { uid: number; gid: number } | undefined;
  /** Told of every line that the program writes. */
  onLine?: (line: string) => void;
  /** True as soon as the program does what it is there for; asked every 30 ms. */
  isReady: () => Promise<boolean> | boolean;
  readyMs: number;
}

const LOOK_EVERY_MS = 30;
/** A server that is asked to stop ends by itself within ten seconds; what takes longer hangs. */
const END_MS = 15_000;
/** The last lines of a program, for whoever asks why it did not start. */
const MAX_LINES = 20;

const running = new Set<ChildProcess>();
// However this process ends, what it started ends with it.
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** A program that is started, stopped in many ways, and started again; each time ended by its own id. */
export class Child {
  /** Settles when the process that was started last is gone. */
  ended: Promise<End> = Promise.resolve({ code: null, signal: null });
  readonly #program: Program;
  #child: ChildProcess | null = null;

  constructor(program: Program) {
    this.#program = program;
  }

  get pid(): number | null {
    return this.#child?.pid ?? null;
  }

  /** Starts it and waits until it is ready. @param more of its environment, this time */
  async start(more: Readonly<Record<string, string>> = {}): Promise<void> {
    if (this.#child) throw new Error(`${this.#program.name} runs already.`);
    const { name, command, args, environment = {}, cwd, user, isReady, readyMs } = this.#program;
    const child = spawn(command, args, {
      ...(cwd !== undefined && { cwd }),
      ...user,
      env: { ...process.env, ...environment, ...more },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own: Ctrl-C is for whoever started the cluster, who then ends each part in its turn.
      detached: true,
    });
    this.#child = child;
    running.add(child);
    const last: string[] = [];
    for (const pipe of [child.stdout, child.stderr]) {
      createInterface({ input: pipe }).on('line', (line) => {
        last.push(line);
        if (last.length > MAX_LINES) last.shift();
        this.#program.onLine?.(line);
      });
    }
    this.ended = new Promise((resolve) => {
      const gone = (code: number | null, signal: NodeJS.Signals | null) => {
        running.delete(child);
        if (this.#child === child) this.#child = null;
        resolve({ code, signal });
      };
      child.once('exit', gone);
      child.once('error', (fault) => {
        last.push(fault.message);
        gone(null, null);
      });
    });
    const untilMs = performance.now() + readyMs;
    while (!(await isReady())) {
      if (this.#child !== child) throw new Error(`${name} does not start: ${last.join('\n')}`);
      if (performance.now() > untilMs) {
        await this.end('SIGKILL');
        throw new Error(`${name} is not ready in ${readyMs} ms: ${last.join('\n')}`);
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }

  /** Sends a signal; one that stops or continues is all there is to it. */
  signal(signal: NodeJS.Signals): void {
    this.#child?.kill(signal);
  }

  /** Ends it and waits until it is gone; a stopped one is woken so that it can hear. */
  async end(signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL'): Promise<End> {
    this.signal(signal);
    this.signal('SIGCONT');
    const patience = setTimeout(() => this.signal('SIGKILL'), END_MS);
    try {
      return await this.ended;
    } finally {
      clearTimeout(patience);
    }
  }
}
