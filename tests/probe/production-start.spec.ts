import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { programOf } from '../crash/server-process.ts';

const DRAWN = 'of probes: x7 kq2 vb9 zm4 hd1 pl8 wr3';
const STARTED_MS = 15_000;

describe('a market that others reach', () => {
  let folder: string;
  let starts = 0;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'fairday-probe-start-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** What a start ends with; `open` if the market opens. It listens on this machine alone. */
  function startWith(settings: Record<string, string>): Promise<{ end: number | 'open'; said: string }> {
    starts += 1;
    const child = spawn(process.execPath, [...programOf('server', 'cli'), 'serve'], {
      env: {
        ...process.env,
        ...{ NODE_ENV: 'test', HOST: '127.0.0.1', PORT: '0', MEDIA_WORKERS: '0', LOG_LEVEL: 'silent' },
        ...{ DATA_DIR: join(folder, String(starts)), AUTH_SECRET: DRAWN, ...settings },
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    let isOpen = false;
    return new Promise((resolve) => {
      const timer = setTimeout(() => child.kill('SIGKILL'), STARTED_MS);
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        if (!text.includes('Fairday is open')) return;
        isOpen = true;
        child.kill('SIGKILL');
      });
      child.once('exit', (code) => {
        clearTimeout(timer);
        resolve({ end: isOpen ? 'open' : (code ?? -1), said });
      });
    });
  }

  it('does not open with a secret that can be guessed, nor without https, and says what to do', async () => {
    const https = 'https://market.example';
    const refused = {
      'one letter': { PUBLIC_URL: https, AUTH_SECRET: 'a'.repeat(32) },
      'one word': { PUBLIC_URL: https, AUTH_SECRET: 'changeme'.repeat(4) },
      blanks: { PUBLIC_URL: https, AUTH_SECRET: ' '.repeat(32) },
      'plain http': { PUBLIC_URL: 'http://market.example' },
    };
    const ends = await Promise.all(Object.values(refused).map(startWith));
    expect(ends.map(({ end }) => end)).toEqual([1, 1, 1, 1]);
    for (const { said } of ends) expect(said.trim().split('\n')).toHaveLength(1);
    expect(ends.slice(0, 3).every(({ said }) => said.includes('openssl rand -base64 32'))).toBe(true);
    expect(ends[3]!.said).toContain('INSECURE_HTTP=allow');
    // Nothing was made on the way.
    expect(readdirSync(folder)).toEqual([]);
  });

  it('opens with a drawn secret and https, or with plain http that somebody allowed', async () => {
    expect((await startWith({ PUBLIC_URL: 'https://market.example' })).end).toBe('open');
    const plain = { PUBLIC_URL: 'http://market.example', INSECURE_HTTP: 'allow' };
    expect((await startWith(plain)).end).toBe('open');
  });
});
