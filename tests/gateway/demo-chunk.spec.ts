import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, normalize } from 'node:path';
import express from 'express';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../server/adapters/system/clock.ts';
import { servePages } from '../../server/gateway/http/pages/pages.ts';
import { packOf } from '../../server/tools/build/words-apart.ts';

let folder: string;
let server: Server;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fairday-demo-chunk-'));
  const assets = join(folder, 'web', 'assets');
  mkdirSync(assets, { recursive: true });
  for (const name of [
    'DemoScreen-ab12.js',
    '_words-demo-cd34.js',
    'DemoScreen-ef56.css',
    'ViewerScreen-ab12.js',
  ]) {
    writeFileSync(join(assets, name), 'the file');
    writeFileSync(join(assets, `${name}.br`), 'the file, packed');
  }
  const app = express();
  const config = { webDir: join(folder, 'web'), dataDir: folder, embedOrigins: [], publicOrigin: null };
  servePages(app, {
    config: { ...config, mode: 'serve' },
    readers: { streamBySlug: async () => null, shown: async () => ({}) } as never,
    application: { position: async () => null, timeOf: () => 0 },
    clock: systemClock(),
  });
  server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
  rmSync(folder, { recursive: true, force: true });
});

/** What an address is answered, exactly as it is spelt here. */
function get(path: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const { port } = server.address() as AddressInfo;
    const socket = connect(port, '127.0.0.1', () =>
      socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`),
    );
    socket.on('data', (part) => {
      answer += part.toString();
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(answer));
  });
}

test.each([
  '/assets/DemoScreen-ab12.js',
  '/assets/_words-demo-cd34.js',
  '/assets/DemoScreen-ef56.css',
  '/assets//DemoScreen-ab12.js',
  '/assets/%44emoScreen-ab12.js',
  '/assets/%5Fwords-demo-cd34.js',
  '/assets/./DemoScreen-ab12.js',
  '/assets/x/../DemoScreen-ab12.js',
  '//assets/DemoScreen-ab12.js',
  '/%61ssets/DemoScreen-ab12.js',
  '/x/../assets/%44emoScreen-ab12.js',
  '/assets/DemoScreen-ab12.js%2ebr',
  '/assets/DemoScreen-ab12.js?x=/',
])(
  'a market does not give out the part of the build that is the demo’s, however it is spelt: %s',
  async (path) => {
    const answer = await get(path);
    expect(answer).toMatch(/^HTTP\/1\.1 404 /);
    expect(answer).not.toContain('the file');
  },
);

test('other parts are given out, and what cannot be read is no fault', async () => {
  expect(await get('/assets/ViewerScreen-ab12.js')).toContain('the file');
  expect(await get('/assets/%ZZ')).toMatch(/^HTTP\/1\.1 404 /);
});

test('words that come with the demo’s page, which no other market serves, are read by that page alone', () => {
  const client = join(import.meta.dirname, '../../client');
  const modules = readdirSync(client, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /\.tsx?$/.test(path),
  );
  const readers = modules.flatMap((path) => {
    const imported = [...readFileSync(join(client, path), 'utf8').matchAll(/from '(\.[^']+\.ts)'/g)];
    return imported
      .map(([, to]) => normalize(join(dirname(path), to!)))
      .filter((to) => existsSync(join(client, to)) && isOfWords(readFileSync(join(client, to), 'utf8')))
      .filter((to) => packOf(to) === 'demo')
      .map((to) => `${path} reads ${to}`);
  });
  expect(readers.length).toBeGreaterThan(0);
  expect(readers.filter((line) => !line.startsWith('screens/demo/'))).toEqual([]);
});

const isOfWords = (source: string) => source.includes('= catalogue({');
