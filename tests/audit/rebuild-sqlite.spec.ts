import { afterAll } from 'vitest';
import { rebuildSuite } from './rebuild-suite.ts';
import { snapshotDigestSuite } from './snapshot-digest-suite.ts';
import { SqliteGround } from './sqlite-ground.ts';

const ground = new SqliteGround();
afterAll(() => ground.remove());
snapshotDigestSuite(ground, rebuildSuite(ground));
