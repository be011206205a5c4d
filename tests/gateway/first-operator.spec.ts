import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { firstOperatorCommand } from '../../server/cli/first-operator.ts';
import { fairday } from '../audit/command.ts';
import { fileGround } from '../crash/ground.ts';
import { programOf } from '../crash/server-process.ts';

const root = join(import.meta.dirname, '../..');

let ground: ReturnType<typeof fileGround>;
beforeEach(() => {
  ground = fileGround();
});
afterEach(() => ground.close());

/** Opens the market, asks who may sign in as long as it is open, and returns that with what it said. */
async function opened(meanwhile: (ask: () => Promise<unknown>) => Promise<void>): Promise<string[]> {
  const child = spawn(process.execPath, [...programOf('server', 'cli'), 'serve'], {
    cwd: root,
    env: { ...process.env, ...ground.environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  try {
    await expect.poll(() => said, { timeout: 60_000 }).toMatch(/is open at http:\/\/\S+:\d+"/);
    const port = /is open at http:\/\/\S+:(\d+)"/.exec(said)![1];
    const ask = async () =>
      (await (await fetch(`http://127.0.0.1:${port}/api/v1/sign-in`)).json()) as unknown;
    await meanwhile(ask);
  } finally {
    child.kill('SIGTERM');
    await once(child, 'close');
  }
  return said
    .trim()
    .split('\n')
    .map((line) => String(JSON.parse(line).msg));
}

test('a market without an operator says in one line how the first is let in; with one it says nothing', async () => {
  const isSaid = (line: string) => line.includes('Nobody can sign in yet');
  const first = await opened(async (ask) => {
    expect(await ask()).toEqual({ hasOperator: false });
    // A packer is no operator: still nobody can let others in.
    const add = (email: string, role: string) =>
      fairday(ground.environment, 'user', 'add', email, '--name', 'Li', '--role', role);
    expect((await add('pack@market.example', 'packer')).code).toBe(0);
    expect(await ask()).toEqual({ hasOperator: false });
    expect((await add('li@market.example', 'operator')).code).toBe(0);
    expect(await ask()).toEqual({ hasOperator: true });
  });
  expect(first.filter(isSaid)).toEqual([
    expect.stringMatching(
      /let in the first operator: .+ user add you@example\.org --name "Your name" --role operator$/,
    ),
  ]);
  const second = await opened(async (ask) => {
    expect(await ask()).toEqual({ hasOperator: true });
  });
  expect(second.filter(isSaid)).toEqual([]);
}, 120_000);

test('the command is that of the program which runs: from the sources, or built', () => {
  const of = (program: string) => firstOperatorCommand(program, '/srv/fairday');
  const rest = 'user add you@example.org --name "Your name" --role operator';
  expect(of('/srv/fairday/server/fairday.ts')).toBe(`npm run fairday -- ${rest}`);
  expect(of('/srv/fairday/dist/server/fairday.js')).toBe(`node dist/server/fairday.js ${rest}`);
});
