import { POSTGRES_URL, PostgresServer } from '../builders/postgres.ts';
import { hasPostgres } from '../services.ts';
import type { Environment } from './steps.ts';

/**
 * One PostgreSQL for a whole run: a spec file that does the server no harm takes databases of its own in it, which
 * spares the file an `initdb`. The others start their own.
 */
export async function sharedPostgres(): Promise<{ environment: Environment; close(): Promise<void> }> {
  if (!hasPostgres()) return { environment: {}, close: async () => undefined };
  const server = await PostgresServer.start({ fsync: 'off' });
  return { environment: { [POSTGRES_URL]: server.url }, close: () => server.remove() };
}
