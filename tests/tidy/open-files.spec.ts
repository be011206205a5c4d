import { expect, test } from 'vitest';
import { type Source, sources } from './sources.ts';

/** What of `node:fs` gives a descriptor of a file, or takes one for a moment. */
const OPENING =
  /^(?:open|openAsBlob|readFile|writeFile|appendFile|copyFile|cp|truncate|createReadStream|createWriteStream)(?:Sync)?$/;

/**
 * Every file of the program that opens files beside SQLite, and which. Nobody but SQLite opens the database, its `-wal` or
 * its `-shm`: whoever closes a descriptor of them drops the locks of every connection of the process, of all its threads.
 */
const opens: Readonly<Record<string, string>> = {
  'server/adapters/ffmpeg/open.ts': 'descriptions of a broadcast, for ffmpeg',
  'server/adapters/ffmpeg/ports.ts': 'the kernel’s lists of ports',
  'server/adapters/files/backup-folders.ts': 'folders of backups, to sync them',
  'server/adapters/files/backup-manifest.ts': 'manifests of backups',
  'server/adapters/files/dated-backups.ts': 'pictures, indexes of recordings and manifests',
  'server/adapters/files/emptied-texts.ts': 'the list beside the backups',
  'server/adapters/files/file-digest.ts': 'copies that nobody has open, and their digests',
  'server/adapters/files/last-backup.ts': 'last-backup.json',
  'server/adapters/files/recordings.ts': 'pieces and indexes of recordings',
  'server/adapters/files/whole-backup.ts': 'pictures and indexes of recordings, to put them back',
  'server/adapters/mediasoup/fetch-worker.ts': 'a worker that was fetched',
  'server/adapters/mediasoup/pin-workers.ts': 'workers that were fetched, and the list of their hashes',
  'server/adapters/mediasoup/worker-places.ts': 'the package.json of mediasoup',
  'server/adapters/sql/ledger/sqlite-copies.ts': 'a copy that nobody has open, and folders, to sync them',
  'server/cli/import.ts': 'a table of goods',
  'server/config.ts': 'the secret',
  'server/tools/demo/drawings/studio.ts': 'pictures of the demo',
  'server/tools/demo/render-pictures.ts': 'pictures of the demo',
  'server/tools/demo/render-recording.ts': 'pictures and frames of the demo',
  'server/tools/demo/scene/backstage.ts': 'the page that the demo broadcasts',
  'server/gateway/http/pages/pages.ts': 'pages',
  'server/gateway/limits/picture-room.ts': 'the account of given pictures',
  'server/gateway/http/pictures/photo-folder.ts': 'photos of an operator',
  'server/gateway/http/pictures/pictures.ts': 'pictures',
  'server/lib/version.ts': 'package.json',
};

/** In these nobody has a market open: they make documents, and judge one of another process. */
const OUTSIDE = /^server\/tools\/(?:build\/|docs\/|lab\/|size\.ts$)/;

const program = sources('server').filter(({ path }) => !OUTSIDE.test(path));

/** What a file takes of `node:fs`; `*`: all of it, in a way that does not name it. */
function takenOfFs({ text }: Source): string[] {
  const named = [...text.matchAll(/import \{([^}]*)\} from '(?:node:)?fs(?:\/promises)?'/g)];
  const whole = /import (?!type|\{)[^;]* from '(?:node:)?fs(?:\/promises)?'|import\('(?:node:)?fs/.test(text);
  const names = named.flatMap(([, list]) => list!.split(',').map((name) => name.trim().split(' ')[0]!));
  return whole ? [...names, '*'] : names;
}

test('[C44] who opens files is known, with which: nobody but SQLite the database and what lies beside it', () => {
  const opening = program.filter((source) =>
    takenOfFs(source).some((name) => name === '*' || OPENING.test(name)),
  );
  expect(opening.map(({ path }) => path).toSorted()).toEqual(Object.keys(opens).toSorted());
});

test('[C44] no way leads around the list, and one copy of SQLite has the file', () => {
  // A second copy does not know what the first has open (https://sqlite.org/howtocorrupt.html).
  const around = /\brequire\(|\bgetBuiltinModule\b|['"]node:sqlite['"]|process\.binding/;
  expect(program.filter(({ text }) => around.test(text)).map(({ path }) => path)).toEqual([]);
  const takers = program.flatMap(({ text }) => [...text.matchAll(/from '(better-sqlite3[^']*)'/g)]);
  expect(new Set(takers.map(([, name]) => name))).toEqual(new Set(['better-sqlite3']));
});

test('[C44] where SQLite’s own files are kept, nothing is opened beside it', () => {
  const rooms = program.filter(({ path }) => path.startsWith('server/adapters/sql/sqlite/'));
  expect(rooms.length).toBeGreaterThan(20);
  const taken = rooms.flatMap((source) => takenOfFs(source).map((name) => `${source.path}: ${name}`));
  expect(taken.filter((line) => !/: (?:existsSync|mkdirSync|statSync)$/.test(line))).toEqual([]);
});
