/** A file of a store that keeps its own: the database, its write-ahead log, and the index that all who read the log share. */
export type StoreFile = 'database' | 'wal' | 'shm';

/**
 * Asks which of its files the store does not find any more under their names: they were deleted, moved or replaced while it
 * has them open, and it goes on in files without a name.
 */
export type LostFiles = () => Promise<StoreFile[]>;
