import type { Dialect, Migration } from './migration.ts';

/**
 * The office finds people by a whole name, or by the last digits of a phone (A5). An address has tags, HMACs under a key that
 * no backup holds; it waits in a queue until they are made, which its own insertion puts it into. Both go with the address:
 * no way of deleting one can forget to.
 */
export const peopleFound: Migration = {
  version: 18,
  up: (dialect) => [
    `CREATE TABLE person_tag (
      tag ${dialect.text} NOT NULL,
      address_id ${dialect.text} NOT NULL REFERENCES address (address_id) ON DELETE CASCADE,
      PRIMARY KEY (tag, address_id)
    )${dialect.clustered}`,
    'CREATE INDEX person_tag_of_address ON person_tag (address_id)',
    `CREATE TABLE untagged_address (
      address_id ${dialect.text} NOT NULL PRIMARY KEY REFERENCES address (address_id) ON DELETE CASCADE
    )${dialect.clustered}`,
    `CREATE TABLE tagged_under (
      fingerprint ${dialect.text} NOT NULL PRIMARY KEY
    )${dialect.clustered}`,
    'INSERT INTO untagged_address (address_id) SELECT address_id FROM address',
    ...waitsAtFirst(dialect),
  ],
};

const WAITS = 'INSERT INTO untagged_address (address_id) VALUES (NEW.address_id)';

function waitsAtFirst({ engine }: Dialect): string[] {
  if (engine === 'sqlite') {
    return [`CREATE TRIGGER address_waits AFTER INSERT ON address BEGIN ${WAITS}; END`];
  }
  return [
    `CREATE FUNCTION address_waits() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${WAITS}; RETURN NULL; END $$`,
    `CREATE TRIGGER address_waits AFTER INSERT ON address FOR EACH ROW EXECUTE FUNCTION address_waits()`,
  ];
}
