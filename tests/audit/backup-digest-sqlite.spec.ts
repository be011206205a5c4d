import { join } from 'node:path';
import { afterAll } from 'vitest';
import { backupDigestSuite } from './backup-digest-suite.ts';
import { SqliteGround } from './sqlite-ground.ts';

const ground = new SqliteGround();
afterAll(() => ground.remove());

backupDigestSuite({
  database: 'fairday.db',
  open: () => ground.open(),
  url: () => `sqlite:${ground.file}`,
  nowhere: (folder) => `sqlite:${join(folder, 'fairday.db')}`,
});
