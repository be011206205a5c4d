import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { SpecRequest, SpecRun } from './spec-run.ts';

/** A mutated program may wait or turn round for ever; no honest run of a spec file takes this long. */
const PATIENCE_MS = 180_000;
const KEPT_OUTPUT = 4_000;
/** Told to end, a lane needs a moment; what is left of its group then is killed. */
const ENDING_MS = 2_000;

export interface RunOptions extends Pick<SpecRequest, 'hangMs'> {
  only?: string | null;
  patienceMs?: number;
}

/**
 * A vitest that lives in one tree and runs a spec file at a time. A new one takes its place if it does not answer, or
 * ends.
 */
export class Lane {
  private readonly folder: string;
  private child: ChildProcess | null = null;
  private changed = new Set<string>();
  private output = '';

  constructor(folder: string) {
    this.folder = folder;
  }

  /** To be told of every file that is written in the tree, by its absolute path. */
  hasChanged(files: readonly string[]): void {
    for (const file of files) this.changed.add(file);
  }

  /** Runs a spec file until its first failure. A run that hangs, or ends the lane, is not green and has no failed test. */
  async run(spec: string, { hangMs, only = null, patienceMs = PATIENCE_MS }: RunOptions): Promise<SpecRun> {
    this.child ??= this.start();
    const { child } = this;
    this.output = '';
    const request: SpecRequest = { spec, changed: [...this.changed], hangMs, only };
    this.changed.clear();
    return new Promise((resolve) => {
      let isOver = false;
      const end = (run: SpecRun) => {
        isOver = true;
        clearTimeout(late);
        child.off('message', end).off('close', onEnd).off('error', onEnd);
        resolve(run);
      };
      const broken = (why: string) => {
        // Several things may say so of one end, and by then another vitest may be at work.
        if (isOver) return;
        this.child = null;
        endGroup(child);
        end({ isGreen: false, firstFailure: null, passed: 0, output: `${why}\n${this.output}` });
      };
      const onEnd = () => broken('vitest ended');
      const late = setTimeout(() => broken(`no answer in ${patienceMs} ms`), patienceMs);
      child.on('message', end).on('close', onEnd).on('error', onEnd);
      child.send(request, (error) => {
        if (error) broken(String(error));
      });
    });
  }

  /** Ends the vitest and everything that its tests left running. */
  async close(): Promise<void> {
    const { child } = this;
    if (child === null) return;
    this.child = null;
    const ended = once(child, 'exit');
    if (child.connected) child.disconnect();
    const late = setTimeout(() => endGroup(child), ENDING_MS);
    await ended;
    clearTimeout(late);
  }

  private start(): ChildProcess {
    // What a vitest that runs this tells its own workers is not for that one.
    const env = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST')),
    );
    const child = fork(join(import.meta.dirname, 'living-vitest.ts'), {
      cwd: this.folder,
      env,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // A group of its own: what a run leaves behind ends with it.
      detached: true,
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (part: string) => {
        this.output = (this.output + part).slice(-KEPT_OUTPUT);
      });
    }
    // Who is left of a group without its head goes too, and lets go of the pipes, which else would not close.
    child.on('exit', () => {
      if (this.child === child) this.child = null;
      endGroup(child);
    });
    // A fresh one reads everything as it stands.
    this.changed.clear();
    return child;
  }
}

function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nobody of it is left.
  }
}
