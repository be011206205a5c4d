import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { PackagingJob } from '../../ports/packager.ts';
import { ffmpegArguments } from './command.ts';

/** After being asked to finish it has so long before it is killed. */
const FINISH_MS = 3_000;
const MAX_SAID = 2_000;

/**
 * Ends ffmpeg when this process does, however that dies: then the pipe that `cat` reads comes to its end. ffmpeg itself
 * would wait for packets for ever.
 */
const LEASH = `
"$@" </dev/null & child=$!
{ cat <&3; kill -TERM "$child"; } >/dev/null 2>&1 & leash=$!
exec 3<&-
wait "$child"; code=$?
kill "$leash" 2>/dev/null
exit "$code"`;

/** One ffmpeg, from its start to its end. */
export class FfmpegRun {
  hasEnded = false;
  private readonly program: string;
  private readonly job: PackagingJob;
  private readonly ended: Promise<void>;
  private settleEnded = () => {};
  private child: ChildProcessByStdio<Writable, Readable, Readable> | null = null;
  private isStopped = false;
  private said = '';

  constructor(program: string, job: PackagingJob) {
    this.program = program;
    this.job = job;
    this.ended = new Promise((resolve) => {
      this.settleEnded = resolve;
    });
  }

  /** Starts the program; its folder has the description of what it will hear. */
  begin(): void {
    if (this.hasEnded) return;
    const { folder, tracks } = this.job;
    const command = [this.program, ...ffmpegArguments(tracks)];
    const child = spawn('/bin/sh', ['-c', `exec 3<&0; ${LEASH}`, 'ffmpeg', ...command], {
      cwd: folder,
      stdio: ['pipe', 'pipe', 'pipe'],
      // A group of its own, so that its end is the end of all three.
      detached: true,
    });
    this.child = child;
    child.stdin.on('error', () => {});
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.said = (this.said + text).slice(-MAX_SAID);
    });
    createInterface({ input: child.stdout }).on('line', (line) => this.take(line));
    child.once('error', (error) => this.end(error.message));
    child.once('exit', () => child.stdin.destroy());
    child.once('close', (code) => this.end(this.isStopped ? '' : `code ${code}: ${this.said.trim()}`));
  }

  async stop(): Promise<void> {
    if (this.hasEnded) return;
    this.isStopped = true;
    const { child } = this;
    if (!child) return this.end('');
    child.stdin.end();
    const late = setTimeout(() => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      } catch {
        // It has just ended.
      }
    }, FINISH_MS);
    await this.ended;
    clearTimeout(late);
  }

  /** `000003.ts,6.000000,8.000000`: the name, from when to when in seconds. */
  private take(line: string): void {
    const [name, from, to] = line.split(',');
    const [fromMs, toMs] = [Math.round(Number(from) * 1_000), Math.round(Number(to) * 1_000)];
    if (!name || !Number.isFinite(fromMs) || !Number.isFinite(toMs) || toMs <= fromMs) return;
    this.job.onPiece({ file: join(this.job.folder, name), fromMs, durationMs: toMs - fromMs });
  }

  private end(reason: string): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    this.job.onEnd(reason);
    this.settleEnded();
  }
}
