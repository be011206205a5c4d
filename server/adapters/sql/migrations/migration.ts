/** What the engines spell differently in a CREATE TABLE. */
export interface Dialect {
  /** Appended to a table that should lie in the order of its primary key. */
  clustered: '' | ' WITHOUT ROWID';
}

/** One step of the schema. A step that was once released is never changed; a later one mends it. */
export interface Migration {
  version: number;
  up(dialect: Dialect): string[];
}
