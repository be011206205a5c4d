import type { SqlValue } from '../schema.ts';

/** One connection to a database inside one transaction; texts mark values by `?`. */
export interface SqlSession {
  all(text: string, values: readonly SqlValue[]): Promise<unknown[]>;
  /** The texts of a log's facts after a seq, as one JSON array: each engine joins in its own way. */
  joined(logId: string, afterSeq: number, limit: number): Promise<string>;
  /** The first thing that is wrong with the database's own files, or null. */
  damage(): Promise<string | null>;
  close(): Promise<void>;
}
