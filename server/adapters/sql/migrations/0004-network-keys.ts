import type { Dialect, Migration } from './migration.ts';

/** As long as a key: it lies over the bytes of the old one. */
const OVERWRITTEN = "'-------------------------------------------'";
const EMPTIED = `UPDATE network_key SET key = ${OVERWRITTEN} WHERE stream_id = NEW.stream_id`;
const IS_OVER = "NEW.status IN ('CLOSED', 'CANCELLED')";

/**
 * The random key under which a stream tells networks apart (H8). Beside the log, since what is in a log can never be
 * destroyed. The row of the stream overwrites it in its own transaction: so no way of writing that row can forget to.
 */
export const networkKeys: Migration = {
  version: 4,
  up: (dialect) => [
    `CREATE TABLE network_key (
      stream_id ${dialect.text} PRIMARY KEY,
      key ${dialect.text} NOT NULL CHECK (length(key) = 43)
    )${dialect.clustered}`,
    ...emptyAtTheEnd(dialect),
  ],
};

function emptyAtTheEnd({ engine }: Dialect): string[] {
  if (engine === 'sqlite') {
    return ['INSERT', 'UPDATE'].map(
      (event) => `CREATE TRIGGER network_key_emptied_${event.toLowerCase()} AFTER ${event} ON stream
        WHEN ${IS_OVER} BEGIN ${EMPTIED}; END`,
    );
  }
  return [
    `CREATE FUNCTION empty_network_key() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN ${EMPTIED}; RETURN NULL; END $$`,
    `CREATE TRIGGER network_key_emptied AFTER INSERT OR UPDATE ON stream
      FOR EACH ROW WHEN (${IS_OVER}) EXECUTE FUNCTION empty_network_key()`,
  ];
}
