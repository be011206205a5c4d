import type { Migration } from '../../server/adapters/sql/migrations/migration.ts';

/** A step that a later program might bring. It adds what every reader of the ledger asks for. */
const step: Omit<Migration, 'version'> = {
  up: ({ text, engine }) => [
    `ALTER TABLE ledger_entry ADD COLUMN ${engine === 'postgres' ? 'IF NOT EXISTS ' : ''}note ${text}`,
  ],
};

/** Takes it away: what stays is a store that this program cannot read before it has brought it up. */
export const oneStepBack = 'ALTER TABLE ledger_entry DROP COLUMN note';

/** `migrations.ts` of a program that has one step more than today's, which `actual` gives. */
export async function withOneStepMore(actual: () => Promise<{ migrations: readonly Migration[] }>) {
  const { migrations } = await actual();
  const more: Migration[] = [...migrations, { ...step, version: migrations.length + 1 }];
  return { migrations: more, SCHEMA_VERSION: more.length };
}
