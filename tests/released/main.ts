import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { replay } from '../../server/audit/replay.ts';
import { openLedger } from '../../server/cli/ledger.ts';
import { type Config, readConfig } from '../../server/config.ts';
import { version } from '../../server/lib/version.ts';
import type { Ledger } from '../../server/ports/ledger.ts';
import { pathOf } from '../../server/tools/lab/cluster/programs.ts';
import { fairday } from '../audit/command.ts';
import { PostgresServer } from '../builders/postgres.ts';
import { ARCHIVE, folderOf, pack, type StoreName, type Told, toldIn } from './archive.ts';
import { assertComplete } from './complete.ts';
import { factsText } from './facts-text.ts';
import { SCHEMA, stepsNow } from './schema.ts';
import { playClockAhead } from './story/clock-ahead.ts';
import { playMarket, type Story } from './story/play.ts';

/**
 * `node server/run.mjs tests/released/main.ts`: writes the market of this version into `tests/released/<version>/` when
 * the version is released. Every later version has to open it (`suite.ts`), so none is ever written anew.
 *
 * The archive holds a data folder with its secret (`market`) and its backups as a folder (`backups`) and as a file
 * (`backup.db`). `market.sql` is the same story played into PostgreSQL. What is open when it ends, and what the logs say
 * then, stands in `told-<store>.json`. `clock-ahead` and `clock-ahead.sql` are a second story, of a clock that was ahead.
 * Beside the archive, `facts.ts` has a fact of each shape, for the compiler, and `schema.json` the hashes of the schema's
 * steps; `npm run format` gives both their form.
 */
const into = folderOf(version);
if (existsSync(into)) throw new Error(`The market of ${version} is there, and stays as it is.`);
const folder = mkdtempSync(join(tmpdir(), 'fairday-released-'));
const inFolder = (name: string) => join(folder, name);
const server = await PostgresServer.start({ fsync: 'off' });
try {
  const { file, url } = await places('market');
  const stories = { sqlite: await playMarket(file), postgres: await playMarket(url) };
  assertComplete(inFolder('market/fairday.db'));
  const ledger = await openLedger(file);
  const facts = await factsText(await ledger.heads(), ledger);
  await tell('sqlite', stories.sqlite, ledger);
  await tell('postgres', stories.postgres, await openLedger(url));
  await backUp();
  const ahead = await places('clock-ahead');
  for (const config of [ahead.file, ahead.url]) await playClockAhead(config);
  for (const [name, config] of Object.entries({ market: url, 'clock-ahead': ahead.url })) dump(name, config);
  mkdirSync(into);
  pack(folder, join(into, ARCHIVE));
  writeFileSync(join(into, 'facts.ts'), facts);
  writeFileSync(join(into, SCHEMA), JSON.stringify(stepsNow()));
} finally {
  await server.remove();
  rmSync(folder, { recursive: true });
}

/** A file and a database for one story, under one secret. */
async function places(name: string): Promise<{ file: Config; url: Config }> {
  const config = (environment: Record<string, string>) => readConfig({ LOG_LEVEL: 'warn', ...environment });
  const file = config({ DATA_DIR: inFolder(name) });
  const secret = readFileSync(inFolder(`${name}/secret`), 'utf8').trim();
  const database = { DATABASE_URL: await server.database(), AUTH_SECRET: secret };
  return { file, url: config({ DATA_DIR: inFolder(`${name}-of-postgres`), ...database }) };
}

/** What the market is to say for ever, as this version says it. */
async function tell(store: StoreName, story: Story, ledger: Ledger): Promise<void> {
  const moments = [];
  for (const { kind, logId, seq } of await ledger.heads()) {
    if (kind === 'stream') moments.push((await replay(ledger, logId, { seq }, story.holder.buyerId))!);
  }
  await ledger.close();
  const told: Told = { ...story, moments };
  writeFileSync(inFolder(toldIn(store)), JSON.stringify(told));
}

/** Writes a database down as statements that any client runs in one go, and older servers too. */
function dump(name: string, { database }: Config): void {
  const url = database.kind === 'postgres' ? database.url : '';
  const program = join(dirname(realpathSync(pathOf('initdb'))), 'pg_dump');
  const args = ['--no-owner', '--no-privileges', '--inserts', '--rows-per-insert=500', url];
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(stderr);
  writeFileSync(
    inFolder(`${name}.sql`),
    stdout.replace(/^(?:\\(?:un)?restrict .*|SET transaction_timeout = .*)$/gm, ''),
  );
}

/** As the command line does it. */
async function backUp(): Promise<void> {
  mkdirSync(inFolder('backups'));
  const environment = { DATA_DIR: inFolder('market'), AUTH_SECRET: '' };
  for (const args of [['--to', inFolder('backups')], [inFolder('backup.db')]]) {
    const { code, err } = await fairday(environment, 'backup', ...args);
    if (code !== 0) throw new Error(err);
  }
  // It names a folder that is gone.
  rmSync(inFolder('market/last-backup.json'));
}
