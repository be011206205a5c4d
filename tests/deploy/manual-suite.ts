import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePorts } from '../../server/tools/lab/cluster/programs.ts';
import type { Ledger } from '../crash/ledger.ts';
import { Checkout, type Outcome } from './checkout.ts';
import { type Block, blocksOf, commandsOf } from './manual.ts';

const PAGE = 'docs/operate.md';
const PASSWORD = 'river stone lantern';
const SERVES = /\bserve$/;
/** About a minute on a quiet machine. */
const WHOLE_MS = 600_000;

/** Where the manual's market is. */
export interface ManualGround {
  store: 'sqlite' | 'postgres';
  /** More of .env than a port. */
  settings: Readonly<Record<string, string>>;
  /** Words of the manual that mean something else here. */
  words: Readonly<Record<string, string>>;
  ledgerIn(checkout: Checkout): Ledger;
  /** For `fairday load`. */
  databaseIn(checkout: Checkout): string;
  close(): Promise<void>;
}

/** What a command does, beyond ending with 0, in the order of the manual. */
type Promises = readonly (readonly [command: RegExp, kept: (outcome: Outcome) => unknown])[];

/** Runs every block of the manual in order, against one market, as somebody would who reads it from top to bottom. */
export function manualSuite(open: () => Promise<ManualGround>): void {
  let ground: ManualGround;
  let checkout: Checkout;
  let port = 0;
  /** What the manual's words mean, which grow as the story goes on. */
  const words: Record<string, string> = {};

  beforeAll(async () => {
    ground = await open();
    [port] = (await freePorts(1)) as [number];
    checkout = new Checkout({ PORT: String(port), MEDIA_WORKERS: '0', ...ground.settings });
    for (const name of ['backups', 'elsewhere']) words[`/srv/${name}`] = join(checkout.folder, 'srv', name);
    mkdirSync(words['/srv/backups']!, { recursive: true });
    Object.assign(words, ground.words);
  }, WHOLE_MS);
  afterAll(async () => {
    await checkout?.remove();
    await ground?.close();
  });

  const origin = () => `http://127.0.0.1:${port}`;
  const spelt = (command: string) =>
    Object.entries(words).reduce((text, [word, meant]) => text.replaceAll(word, meant), command);

  async function asked<Row>(text: string): Promise<Row> {
    const [row] = await ground.ledgerIn(checkout).read((ask) => ask<Row>(text));
    return row!;
  }

  async function signsIn(password: string): Promise<number> {
    const response = await fetch(`${origin()}/api/v1/sign-in`, {
      method: 'POST',
      headers: { origin: origin(), 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'li@example.org', password }),
    });
    return response.status;
  }

  /** A market day: the host who was just let in sells to a small crowd. */
  async function marketDay({ out }: Outcome): Promise<void> {
    const link = /#(\S+)/.exec(out)![1]!;
    const crowd = '--viewers 3 --buyers 3 --orders 4 --for 1s --warm-up 0 --items 3';
    const at = `--url ${origin()} --link ${link} --database ${ground.databaseIn(checkout)}`;
    const sold = await checkout.run(`node dist/server/fairday.js load ${at} ${crowd}`);
    expect(sold.out).toContain('Every row is right.');
    const { stream_id, slug } = await asked<{ stream_id: string; slug: string }>(
      'SELECT stream_id, slug FROM stream',
    );
    const { buyer_id } = await asked<{ buyer_id: string }>('SELECT buyer_id FROM orders');
    // "As it was" is now: the day of the manual's example lies before this market.
    const now = `${new Date().toISOString().slice(0, 19)}Z`;
    Object.assign(words, { 'market-day-abc123': slug, '<stream id>': stream_id, '<id>': buyer_id });
    words['2026-09-25T20:05:00+08:00'] = now;
    const recording = join(checkout.folder, 'data/recordings', stream_id);
    mkdirSync(recording, { recursive: true });
    mkdirSync(join(checkout.folder, 'data/pictures'), { recursive: true });
    writeFileSync(join(recording, 'index.jsonl'), '');
  }

  const promises: Promises = [
    [/npm run build/, () => expect(existsSync(join(checkout.folder, 'dist/web/index.html'))).toBe(true)],
    [
      /\bserve$/,
      async () => {
        expect(checkout.log).toContain(`Fairday is open at ${origin()}`);
        expect((await fetch(`${origin()}/readyz`)).status).toBe(200);
      },
    ],
    [
      /user add .*--role host/,
      async (outcome) => {
        expect(outcome.out).toContain(`${origin()}/sign-in/link#`);
        await marketDay(outcome);
      },
    ],
    [
      /user list/,
      ({ out }) => expect(out).toContain('li@example.org  Li Wei  host  signed in on 1 device\n'),
    ],
    [/user link/, ({ out }) => expect(out).toContain(`${origin()}/sign-in/link#`)],
    [
      /user password/,
      async ({ out }) => {
        expect(out).toContain('has a new password, and is signed out everywhere');
        expect(await signsIn(PASSWORD)).toBe(200);
      },
    ],
    [/user off/, async () => expect(await signsIn(PASSWORD)).toBe(401)],
    [/-- status/, ({ out }) => expect(out).toMatch(/is open since .+: \d+ viewers/)],
    [/-- drain/, async () => expect(await checkout.ended()).toBe(0)],
    [/--role producer/, ({ out }) => expect(out).toContain(`${origin()}/sign-in/link#`)],
    [
      /import goods\.csv/,
      async ({ out }) => {
        expect(out).toMatch(/\b2\b/);
        const again = await checkout.run(spelt('npm run fairday -- import goods.csv --currency CNY --json'));
        expect(JSON.parse(again.out.trim().split('\n').at(-1)!)).toMatchObject({ ok: true, isRepeat: true });
      },
    ],
    [
      /-- backup --to/,
      async ({ out }) => {
        const [made] = readdirSync(words['/srv/backups']!).filter((name) => /^fairday-\d{8}T/.test(name));
        expect(out).toContain(`${words['/srv/backups']}/${made}: `);
        expect(out).toMatch(/The secret is not in it/);
        expect((await checkout.run('npm run fairday -- status')).out).toContain(made);
      },
    ],
    [
      /-- backup \/srv/,
      async ({ out }) => {
        expect(out).toContain(words['/srv/backups']!);
        // Never over another.
        const again = await checkout.run(
          spelt('npm run fairday -- backup /srv/backups/fairday-2026-09-25.db'),
        );
        expect(again.code).toBe(1);
      },
    ],
    [/sha256sum -c/, ({ out }) => expect(out).toBe('fairday-2026-09-25.db: OK\n')],
    [
      /^npm run fairday -- restore/,
      ({ out }) => expect(out).toMatch(/back.*\nEvery file is as it was written/s),
    ],
    [
      /^(DATA_DIR|DATABASE_URL)=.* restore/,
      async ({ out }) => {
        expect(out).toMatch(/back/);
        expect(out).toMatch(/addresses that open here: (\d+) of \1\./);
        // The market that it was taken from is where it was, and open.
        expect((await fetch(`${origin()}/readyz`)).status).toBe(200);
      },
    ],
    [/verify all/, ({ out }) => expect(out).toContain('nothing is broken')],
    [/verify market-day-abc123/, ({ out }) => expect(out).toContain(words['<stream id>']!)],
    [/replay/, ({ out }) => expect(out).toMatch(/orders/)],
    [/recompute all/, ({ out }) => expect(out).toMatch(/\d+ numbers from \d+ facts, all the same/)],
    [
      /rm -r data\/recordings/,
      async () => {
        const verified = await checkout.run(spelt('npm run fairday -- verify market-day-abc123'));
        expect(verified.code, verified.out).toBe(0);
        expect((await fetch(`${origin()}/s/${words['market-day-abc123']}`)).status).toBe(200);
      },
    ],
  ];

  async function put(block: Block): Promise<void> {
    if (block.mark.isStopped) await checkout.stop();
    else if (!checkout.isOpen && checkout.log !== '')
      await checkout.open('node dist/server/fairday.js serve');
    for (const command of commandsOf(block)) {
      const line = `${PAGE}:${block.line} ${command}`;
      let outcome: Outcome = { code: 0, out: '', err: '' };
      if (SERVES.test(command)) await checkout.open(spelt(command));
      else outcome = await checkout.run(spelt(command), `${PASSWORD}\n`);
      expect(outcome.code, `${line}\n${outcome.out}${outcome.err}`).toBe(0);
      for (const [of, kept] of promises) {
        if (!of.test(command)) continue;
        try {
          await kept(outcome);
        } catch (fault) {
          throw new Error(`${line}\n${outcome.out}${outcome.err}\n${fault}`, { cause: fault });
        }
      }
    }
  }

  test(
    'every block of commands of the manual runs in its order, and does what the text says',
    async () => {
      const blocks = blocksOf(PAGE);
      const [goods] = blocks.filter(({ language }) => language === 'csv');
      writeFileSync(join(checkout.folder, 'goods.csv'), goods!.text);
      const mine = blocks.filter(({ language, mark }) => {
        return language === 'sh' && mark.notRun === null && (mark.store ?? ground.store) === ground.store;
      });
      for (const block of mine) await put(block);
      const all = mine.flatMap(commandsOf).join('\n');
      const unused = Object.keys(words).filter((word) => !all.includes(word) && word !== '/srv/elsewhere');
      expect(unused).toEqual([]);
      expect(
        promises.filter(([of]) => !mine.flatMap(commandsOf).some((command) => of.test(command))),
      ).toHaveLength(0);
      expect(await checkout.stop()).toBe(0);
      expect(readFileSync(join(checkout.folder, '.env'), 'utf8')).toContain(String(port));
    },
    WHOLE_MS,
  );
}
