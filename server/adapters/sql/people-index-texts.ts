import { MAX_ADDRESSES_FOUND, MAX_TAGGED_AT_ONCE } from '../../ports/people-index.ts';
import type { Lists } from './after-sale-texts.ts';

const COLUMNS = `a.address_id AS "addressId", a.buyer_id AS "buyerId", a.key, a.sealed, a.at_ms AS "atMs"`;

export const UNTAGGED = `SELECT ${COLUMNS} FROM untagged_address u JOIN address a ON a.address_id = u.address_id
  LIMIT ${MAX_TAGGED_AT_ONCE}`;
export const INDEX_PROGRESS = `SELECT (SELECT count(*) FROM untagged_address) AS "waiting",
  (SELECT count(*) FROM address) AS "all"`;
/** Parameter: tags. */
export const taggedText = ({ among }: Lists) => `SELECT ${COLUMNS} FROM address a
  WHERE a.address_id IN (SELECT t.address_id FROM person_tag t WHERE ${among('t.tag')})
  ORDER BY a.at_ms DESC, a.address_id DESC LIMIT ${MAX_ADDRESSES_FOUND}`;

export const IS_TAGGED_UNDER = 'SELECT 1 FROM tagged_under WHERE fingerprint = ?';
/** A secret takes the place of the one before, and every address waits again. */
export const TAG_UNDER_ANOTHER = 'DELETE FROM tagged_under';
export const TAG_UNDER = 'INSERT INTO tagged_under (fingerprint) VALUES (?)';
export const ALL_WAIT = `INSERT INTO untagged_address (address_id) SELECT a.address_id FROM address a
  WHERE NOT EXISTS (SELECT 1 FROM untagged_address u WHERE u.address_id = a.address_id)`;

/** Parameter of both: address ids. */
export const dropTagsText = ({ among }: Lists) => `DELETE FROM person_tag WHERE ${among('address_id')}`;
export const waitNoMoreText = ({ among }: Lists) =>
  `DELETE FROM untagged_address WHERE ${among('address_id')}`;
