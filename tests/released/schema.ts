import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { postgresDialect, sqliteDialect } from '../../server/adapters/sql/migrations/migration.ts';
import { migrations } from '../../server/adapters/sql/migrations/migrations.ts';
import { folderOf } from './archive.ts';

/** Beside the archive of a version: what each step of its schema was. */
export const SCHEMA = 'schema.json';

/** A step of the schema by the sha256 of its statements, hex, in each dialect. */
export type FrozenStep = Record<'sqlite' | 'postgres', string>;

/** The steps of this program, the first one first. */
export function stepsNow(): FrozenStep[] {
  const hashOf = (statements: readonly string[]) =>
    createHash('sha256').update(JSON.stringify(statements)).digest('hex');
  return migrations.map(({ up }) => ({
    sqlite: hashOf(up(sqliteDialect)),
    postgres: hashOf(up(postgresDialect)),
  }));
}

/** The steps of a version that was released. */
export function stepsOf(version: string): FrozenStep[] {
  return JSON.parse(readFileSync(join(folderOf(version), SCHEMA), 'utf8')) as FrozenStep[];
}

/**
 * Steps that were released and are not what they were, each with what to do instead; none: all are.
 * @param now the steps of a program
 */
export function changedSteps(released: readonly FrozenStep[], now: readonly FrozenStep[]): string[] {
  const named = (index: number) => String(index + 1).padStart(4, '0');
  return released.flatMap((step, index) => {
    const same = now[index]?.sqlite === step.sqlite && now[index].postgres === step.postgres;
    return same ? [] : `${named(index)} is released; add ${named(Math.max(released.length, now.length))}`;
  });
}
