import type { IndexProgress, PeopleIndex } from '../../../ports/people-index.ts';
import type { SealedAddress } from '../../../ports/sealed-address.ts';
import { postgresLists } from '../after-sale-texts.ts';
import * as texts from '../people-index-texts.ts';
import { numbered } from '../texts.ts';
import type { ConnectionPool } from './connection-pool.ts';

const DROP_TAGS = numbered(texts.dropTagsText(postgresLists));
const WAIT_NO_MORE = numbered(texts.waitNoMoreText(postgresLists));
const TAGGED = numbered(texts.taggedText(postgresLists));
/** One that is being deleted is waited for, and then gets no tags. */
const THERE =
  'SELECT address_id AS "addressId" FROM address WHERE address_id = ANY($1::text[]) FOR KEY SHARE';
const ADD_TAGS = `INSERT INTO person_tag (tag, address_id) SELECT * FROM unnest($1::text[], $2::text[])
  ON CONFLICT DO NOTHING`;

/** The tags by which addresses are found (A5). */
export function postgresPeopleIndex(links: ConnectionPool): PeopleIndex {
  return {
    tagUnder: (fingerprint) =>
      links.transaction(async (link) => {
        await link.query('LOCK TABLE tagged_under IN EXCLUSIVE MODE');
        if ((await link.query(numbered(texts.IS_TAGGED_UNDER), [fingerprint])).count > 0) return;
        await link.query(texts.TAG_UNDER_ANOTHER);
        await link.query(numbered(texts.TAG_UNDER), [fingerprint]);
        await link.query(`${texts.ALL_WAIT} ON CONFLICT DO NOTHING`);
      }),
    untagged: () => links.query<SealedAddress>(texts.UNTAGGED),
    tagAddresses: (tagged) =>
      links.transaction(async (link) => {
        const ids = tagged.map(({ addressId }) => addressId);
        const { rows } = await link.query<{ addressId: string }>(THERE, [ids]);
        const there = new Set(rows.map(({ addressId }) => addressId));
        const pairs = tagged.flatMap(({ addressId, tags }) =>
          there.has(addressId) ? tags.map((tag) => [tag, addressId] as const) : [],
        );
        await link.query(DROP_TAGS, [ids]);
        await link.query(ADD_TAGS, [pairs.map(([tag]) => tag), pairs.map(([, id]) => id)]);
        await link.query(WAIT_NO_MORE, [ids]);
      }),
    async indexProgress() {
      const [counted] = await links.query<Record<keyof IndexProgress, string | number>>(texts.INDEX_PROGRESS);
      return { waiting: Number(counted?.waiting ?? 0), all: Number(counted?.all ?? 0) };
    },
    addressesTagged: (tags) => links.query<SealedAddress>(TAGGED, [[...tags]]),
  };
}
