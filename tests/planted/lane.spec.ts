import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { root } from '../tidy/sources.ts';
import { Lane } from './lane.ts';

const RULE = 'src/rule.ts';
const RULE_CLEAN = 'export const limit: number = 3;\n';
const RULE_PLANTED = 'export const limit: number = 4;\n';
const CART = 'tests/a/cart.spec.ts';
const PROGRAM = 'tests/b/program.spec.ts';
const SPEC = 'tests/b/one.spec.ts';
const UNHURRIED = { hangMs: null };

/** A small market of its own: a rule, what asks it, a program that does; two projects. */
const FILES: Readonly<Record<string, string>> = {
  'package.json': '{ "type": "module" }',
  'vite.config.ts': `
    const project = (name: string) => ({ test: { name, include: ['tests/' + name + '/**/*.spec.ts'] } });
    export default { test: { fsModuleCache: true, testTimeout: 600_000, projects: [project('a'), project('b')] } };`,
  [RULE]: RULE_CLEAN,
  'src/cart.ts': `
    import { limit } from './rule.ts';
    export function mayAdd(units: number): boolean { return units <= limit; }`,
  'src/program.ts': `
    import { mayAdd } from './cart.ts';
    process.stdout.write(String(mayAdd(4)));`,
  [CART]: `
    import { expect, test } from 'vitest';
    import { mayAdd } from '../../src/cart.ts';
    test('three are few', () => expect(mayAdd(3)).toBe(true));
    test('four are too many', () => expect(mayAdd(4)).toBe(false));`,
  [PROGRAM]: `
    import { execFileSync } from 'node:child_process';
    import { expect, test } from 'vitest';
    test('four are too many for the program', () =>
      expect(execFileSync(process.execPath, ['src/program.ts'], { encoding: 'utf8' })).toBe('false'));`,
};

let folder = '';
let lane: Lane;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fairday-lane-'));
  for (const [path, text] of Object.entries(FILES)) write(path, text);
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  lane = new Lane(folder);
});

afterEach(async () => {
  await lane.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a vitest that lives in a tree', () => {
  const green = { isGreen: true, firstFailure: null };
  const caught = { isGreen: false, firstFailure: 'four are too many' };
  const caughtBelow = { isGreen: false, firstFailure: 'four are too many for the program' };

  test('sees a bug while it is planted and never else, however often', async () => {
    for (const round of [1, 2, 3]) {
      expect(await lane.run(CART, UNHURRIED), `clean, ${round}`).toMatchObject({ ...green, passed: 2 });
      plant(RULE, RULE_PLANTED);
      expect(await lane.run(CART, UNHURRIED), `planted, ${round}`).toMatchObject(caught);
      plant(RULE, RULE_CLEAN);
    }
  });

  test('runs the test that is named, alone, and the next time all again', async () => {
    const one = { ...UNHURRIED, only: 'four are too many' };
    expect(await lane.run(CART, one)).toMatchObject({ ...green, passed: 1 });
    plant(RULE, RULE_PLANTED);
    expect(await lane.run(CART, one)).toMatchObject({ ...caught, passed: 0 });
    expect(await lane.run(CART, { ...UNHURRIED, only: 'five (or more)' })).toMatchObject({
      isGreen: false,
      firstFailure: null,
    });
    expect(await lane.run(CART, UNHURRIED)).toMatchObject({ ...caught, passed: 1 });
  });

  test('shows the bug to the programs that its tests start, too', async () => {
    expect(await lane.run(PROGRAM, UNHURRIED)).toMatchObject(green);
    plant(RULE, RULE_PLANTED);
    expect(await lane.run(PROGRAM, UNHURRIED)).toMatchObject(caughtBelow);
    plant(RULE, RULE_CLEAN);
    expect(await lane.run(PROGRAM, UNHURRIED)).toMatchObject(green);
  });

  test('finds what is planted also where an earlier one left its files transformed', async () => {
    await lane.run(CART, UNHURRIED);
    plant(RULE, RULE_PLANTED);
    await lane.run(CART, UNHURRIED);
    // The transformed files lie in the tree and nowhere else.
    const kept = readdirSync(join(folder, '.vitest-cache')).map((name) =>
      join(folder, '.vitest-cache', name),
    );
    expect(kept.filter((file) => readFileSync(file, 'utf8').includes('limit = 4'))).toHaveLength(1);
    await lane.close();
    plant(RULE, RULE_CLEAN);
    expect(await lane.run(CART, UNHURRIED)).toMatchObject(green);
    await lane.close();
    plant(RULE, RULE_PLANTED);
    expect(await lane.run(CART, UNHURRIED)).toMatchObject(caught);
  });

  test('stops at the first failure', async () => {
    plant(
      SPEC,
      `import { writeFileSync } from 'node:fs';
       import { test } from 'vitest';
       test('passes', () => undefined);
       test('fails', () => { throw new Error('no'); });
       test('is not reached', () => writeFileSync('reached', ''));`,
    );
    expect(await lane.run(SPEC, UNHURRIED)).toMatchObject({ firstFailure: 'fails', passed: 1 });
    expect(readdirSync(folder)).not.toContain('reached');
  });

  test('calls a test red that waits for ever', async () => {
    plant(SPEC, "import { test } from 'vitest'; test('waits', () => new Promise(() => undefined));");
    expect(await lane.run(SPEC, { hangMs: 200 })).toMatchObject({ isGreen: false, firstFailure: 'waits' });
    plant(
      SPEC,
      "import { test } from 'vitest'; test('takes time', () => new Promise((r) => setTimeout(r, 400)));",
    );
    expect(await lane.run(SPEC, UNHURRIED)).toMatchObject(green);
  });

  test('has seen nothing in a file that cannot be run, in one without a test, and in a fault beside the tests', async () => {
    const nothing = { isGreen: false, firstFailure: null };
    plant(
      SPEC,
      "import { test } from 'vitest'; import '../../src/gone.ts'; test('passes', () => undefined);",
    );
    expect(await lane.run(SPEC, UNHURRIED)).toMatchObject({
      ...nothing,
      output: expect.stringMatching(/gone/),
    });
    plant(SPEC, '');
    expect(await lane.run(SPEC, UNHURRIED)).toMatchObject(nothing);
    plant(
      SPEC,
      `import { test } from 'vitest';
       test('passes', async () => {
         Promise.reject(new Error('nobody waits for it'));
         await new Promise((resolve) => setTimeout(resolve, 50));
       });`,
    );
    expect(await lane.run(SPEC, UNHURRIED)).toMatchObject({
      ...nothing,
      output: expect.stringMatching(/nobody waits/),
    });
    expect(await lane.run(CART, UNHURRIED)).toMatchObject(green);
  });

  test('is replaced when a test turns round for ever, and when one ends it', async () => {
    const broken = { isGreen: false, firstFailure: null };
    plant(SPEC, "import { test } from 'vitest'; test('turns', () => { for (;;); });");
    expect(await lane.run(SPEC, { hangMs: null, patienceMs: 1_500 })).toMatchObject({
      ...broken,
      output: expect.stringContaining('no answer in'),
    });
    plant(
      SPEC,
      "import { test } from 'vitest'; test('ends it', () => { process.kill(process.ppid, 'SIGKILL'); });",
    );
    expect(await lane.run(SPEC, UNHURRIED)).toMatchObject({
      ...broken,
      output: expect.stringContaining('vitest ended'),
    });
    expect(await lane.run(CART, UNHURRIED)).toMatchObject(green);
  });

  test('takes with it what its tests left running', async () => {
    plant(
      SPEC,
      `import { spawn } from 'node:child_process';
       import { writeFileSync } from 'node:fs';
       import { test } from 'vitest';
       test('leaves a program', () => {
         const { pid } = spawn(process.execPath, ['-e', 'setTimeout(() => undefined, 600_000)']);
         writeFileSync('pid', String(pid));
       });`,
    );
    await lane.run(SPEC, UNHURRIED);
    const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'));
    expect(isAlive(pid)).toBe(true);
    await lane.close();
    await expect.poll(() => isAlive(pid)).toBe(false);
  });
});

function plant(path: string, text: string): void {
  write(path, text);
  lane.hasChanged([join(folder, path)]);
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

/** Whether a process runs; one that has ended and that nobody has asked for yet does not. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    const status = `/proc/${pid}/status`;
    return !existsSync(status) || !/^State:\s+Z/m.test(readFileSync(status, 'utf8'));
  } catch {
    return false;
  }
}
