import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
/** What a clone has that commands need, and what an earlier build left, so that the next one is short. */
const PARTS = [
  ...['client', 'docs', 'server', 'shared', 'tests'],
  ...[
    ...['client-types', 'scene', 'server', 'shared', 'tests', 'tests-client-types'].map(
      (name) => `dist/${name}`,
    ),
  ],
  ...['package.json', 'package-lock.json', 'tsconfig.base.json', 'vite.config.ts', '.npmrc', '.nvmrc'],
];
/** A build and a start, on a machine that has much to do. */
const OPEN_MS = 120_000;

/** How a command ended, and what it said. */
export interface Outcome {
  code: number | null;
  out: string;
  err: string;
}

/** The program's folder as an operator has it, and one server at most. */
export class Checkout {
  /** On this program's own disk, where packages can be hard links. A symbolic one would give them another path. */
  readonly folder: string;
  /** What the server that runs has written so far. */
  log = '';
  #server: ChildProcess | null = null;
  #ended: Promise<number | null> = Promise.resolve(null);

  /** @param settings the lines of .env */
  constructor(settings: Readonly<Record<string, string>>) {
    mkdirSync(join(root, 'dist'), { recursive: true });
    this.folder = mkdtempSync(join(root, 'dist', 'manual-'));
    for (const part of PARTS.filter((name) => existsSync(join(root, name)))) {
      cpSync(join(root, part), join(this.folder, part), {
        recursive: true,
        force: true,
        preserveTimestamps: true,
      });
    }
    const packages = spawnSync('cp', ['-al', join(root, 'node_modules'), this.folder], { encoding: 'utf8' });
    if (packages.status !== 0) throw new Error(packages.stderr);
    const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`);
    writeFileSync(join(this.folder, '.env'), lines.join(''));
  }

  /** Runs one line of a shell. @param typed what stands at standard input */
  async run(command: string, typed = ''): Promise<Outcome> {
    const child = this.#shell(command);
    const said = { out: '', err: '' };
    child.stdout!.on('data', (chunk: Buffer) => {
      said.out += chunk.toString();
    });
    child.stderr!.on('data', (chunk: Buffer) => {
      said.err += chunk.toString();
    });
    child.stdin!.on('error', () => {}).end(typed);
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return { code, ...said };
  }

  /** Starts a server by one line of a shell, and waits until it is open. */
  async open(command: string): Promise<void> {
    const child = this.#shell(command);
    this.#server = child;
    this.#ended = new Promise((resolve) => child.once('close', resolve));
    this.log = '';
    const take = (chunk: Buffer) => {
      this.log += chunk.toString();
    };
    child.stdout!.on('data', take);
    child.stderr!.on('data', take);
    for (const until = performance.now() + OPEN_MS; performance.now() < until; ) {
      if (/Fairday is open at/.test(this.log)) return;
      if (child.exitCode !== null) break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`It did not open: ${this.log}`);
  }

  get isOpen(): boolean {
    return this.#server !== null && this.#server.exitCode === null && this.#server.signalCode === null;
  }

  /** Waits until the server has ended by itself. @returns its exit code */
  ended(): Promise<number | null> {
    return this.#ended;
  }

  /** SIGTERM, or what the manual calls stop. @returns the exit code */
  async stop(): Promise<number | null> {
    if (this.isOpen) process.kill(-this.#server!.pid!, 'SIGTERM');
    return this.#ended;
  }

  async remove(): Promise<void> {
    if (this.isOpen) process.kill(-this.#server!.pid!, 'SIGKILL');
    await this.#ended;
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** In a group of its own, so that a signal reaches what npm has started. */
  #shell(command: string): ChildProcess {
    const { DATA_DIR, DATABASE_URL, AUTH_SECRET, NODE_ENV, VITEST, ...environment } = process.env;
    return spawn('bash', ['-c', command], { cwd: this.folder, env: environment, detached: true });
  }
}
