import type { Database as SqliteDatabase } from 'better-sqlite3';
import type { AddressTags } from '../../../ports/people-index.ts';
import { sqliteLists } from '../after-sale-texts.ts';
import * as texts from '../people-index-texts.ts';
import { transaction } from './statements.ts';

/** The writing of the tags by which addresses are found (A5). */
export function peopleIndexWrites(db: SqliteDatabase) {
  const isUnder = db.prepare(texts.IS_TAGGED_UNDER);
  const forget = db.prepare(texts.TAG_UNDER_ANOTHER);
  const under = db.prepare(texts.TAG_UNDER);
  const allWait = db.prepare(texts.ALL_WAIT);
  const dropTags = db.prepare(texts.dropTagsText(sqliteLists));
  const waitNoMore = db.prepare(texts.waitNoMoreText(sqliteLists));
  const addTag = db.prepare(
    `INSERT INTO person_tag (tag, address_id) SELECT ?, address_id FROM address WHERE address_id = ?
     ON CONFLICT DO NOTHING`,
  );

  return {
    tagUnder: transaction(db, (fingerprint: string): void => {
      if (isUnder.get(fingerprint)) return;
      forget.run();
      under.run(fingerprint);
      allWait.run();
    }),
    tagAddresses: transaction(db, (tagged: readonly AddressTags[]): void => {
      const ids = sqliteLists.list(tagged.map(({ addressId }) => addressId));
      dropTags.run(ids);
      for (const { addressId, tags } of tagged) for (const tag of tags) addTag.run(tag, addressId);
      waitNoMore.run(ids);
    }),
  };
}
