import type { SqlValue } from '../schema.ts';

/** One connection to a database inside one transaction; texts mark values by `?`. */
export interface SqlSession {
  all(text: string, values: readonly SqlValue[]): Promise<unknown[]>;
  close(): Promise<void>;
}
