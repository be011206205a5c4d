import { afterAll } from 'vitest';
import { snapshotDigestSuite } from './snapshot-digest-suite.ts';
import { SqliteGround } from './sqlite-ground.ts';

const ground = new SqliteGround();
afterAll(() => ground.remove());
snapshotDigestSuite(ground);
