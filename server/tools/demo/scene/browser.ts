import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { within } from '../../../lib/deadline.ts';

/** After it was asked to close, a browser has so long before it is ended. */
const CLOSE_MS = 1_000;

/** A browser without a window, and nothing that a market scene does not need. */
const FLAGS = [
  '--headless=new',
  '--disable-gpu',
  '--disable-software-rasterizer',
  '--disable-extensions',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
  '--no-default-browser-check',
  '--mute-audio',
  '--autoplay-policy=no-user-gesture-required',
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
  '--allow-loopback-in-peer-connection',
  // It is spoken to through two pipes, and ends by itself when nobody holds their other end: also when the demo was
  // killed without a word.
  '--remote-debugging-pipe',
];

export interface Browser {
  /** Called once, when it ends by itself. */
  onEnd(listener: () => void): void;
  close(): Promise<void>;
}

/** Opens one page in a Chromium of its own, with a profile of its own that is deleted afterwards. */
export function openBrowser(program: string, url: string): Browser {
  const profile = mkdtempSync(join(tmpdir(), 'fairday-scene-'));
  // Root has no sandbox to give.
  const flags = process.getuid?.() === 0 ? [...FLAGS, '--no-sandbox'] : FLAGS;
  const child = spawn(program, [...flags, `--user-data-dir=${profile}`, '--window-size=640,360', url], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    // The clock in the picture shows the county's time, wherever this runs.
    env: { ...process.env, TZ: 'Asia/Shanghai' },
    // Ctrl-C is for the demo, which closes its browser in order.
    detached: true,
  });
  const say = child.stdio[3] as Writable;
  say.on('error', () => {});
  // What it answers is of no interest, but has to be taken.
  child.stdio[4]?.on('error', () => {});
  (child.stdio[4] as NodeJS.ReadableStream | null)?.resume();
  let isClosing = false;
  const listeners = new Set<() => void>();
  const ended = new Promise<void>((resolve) => {
    const end = () => {
      if (!isClosing) for (const listener of listeners) listener();
      resolve();
    };
    child.once('exit', end);
    child.once('error', end);
  });
  const tidyUp = () => {
    try {
      // All of it: the renderers are children of the child.
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // Already gone.
    }
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  };
  process.once('exit', tidyUp);
  return {
    onEnd: (listener) => void listeners.add(listener),
    async close() {
      isClosing = true;
      say.write('{"id":1,"method":"Browser.close"}\0');
      await within(CLOSE_MS, ended);
      tidyUp();
      process.off('exit', tidyUp);
    },
  };
}
