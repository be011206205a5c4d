import { existsSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { counted } from './counted.ts';
import { aTarget, type Target } from './target.ts';

const root = join(import.meta.dirname, '../..');
/** What strangers ask for most dearly: each with the file that it has to be. */
const documents = {
  '/api/docs/swagger-ui-bundle.js': join(root, 'node_modules/swagger-ui-dist/swagger-ui-bundle.js'),
  // The build alone makes these.
  '/openapi.json': null,
  '/asyncapi.json': null,
};
const AT_ONCE = 50;

interface Document {
  status: number;
  coding: string | undefined;
  bytes: Buffer;
}

function read(url: string): Promise<Document> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { headers: { 'accept-encoding': 'br, gzip' } }, (answer) => {
      const pieces: Buffer[] = [];
      answer.on('data', (piece: Buffer) => pieces.push(piece));
      answer.on('end', () =>
        resolve({
          status: answer.statusCode!,
          coding: answer.headers['content-encoding'],
          bytes: Buffer.concat(pieces),
        }),
      );
    });
    asked.on('error', reject);
    asked.end();
  });
}

describe('documents that many strangers read at once', () => {
  let target: Target;
  beforeAll(async () => {
    target = await aTarget();
  });
  afterAll(() => target.close());

  it('are sent as the build packed them: nothing is packed because somebody asks', async () => {
    const before = await counted(target, 'answers_packed_total');
    for (const [path, file] of Object.entries(documents)) {
      const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => read(target.origin + path)));
      const built = join(root, 'dist/web', path);
      const isBuilt = existsSync(`${built}.br`);
      if (!isBuilt && file === null) {
        expect([path, ...new Set(answers.map(({ status }) => status))]).toEqual([path, 404]);
        continue;
      }
      const whole = readFileSync(isBuilt ? built : file!);
      for (const { status, coding, bytes } of answers) {
        expect([status, coding], path).toEqual([200, isBuilt ? 'br' : undefined]);
        expect((isBuilt ? brotliDecompressSync(bytes) : bytes).equals(whole), path).toBe(true);
      }
    }
    expect((await counted(target, 'answers_packed_total')) - before).toBe(0);
  });
});
