import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, vi } from 'vitest';
import { openSqlite } from '../../server/adapters/sql/sqlite/open.ts';
import { salesSuite } from './sales-suite.ts';

vi.setConfig({ hookTimeout: 30_000 });

const folder = mkdtempSync(join(tmpdir(), 'fairday-sales-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

salesSuite(() => openSqlite({ file: join(folder, 'market.db'), sync: 'normal' }), 150);
