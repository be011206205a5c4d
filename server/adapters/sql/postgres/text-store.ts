import type { OrderNote, PersonalText, PersonalTexts } from '../../../ports/personal-texts.ts';
import { MAX_TEXTS_READ } from '../../limits.ts';
import { postgresLists } from '../after-sale-texts.ts';
import * as texts from '../personal-texts.ts';
import { numbered } from '../texts.ts';
import type { ConnectionPool } from './connection-pool.ts';
import type { PoolConnection } from './pool-connection.ts';

const TEXTS = numbered(texts.textsText(postgresLists));
const BY_ID = numbered(texts.idsText(postgresLists, 'text_id'));
const OF_BUYER = numbered(texts.idsText(postgresLists, 'buyer_id'));
const emptying = texts.emptyingTexts(postgresLists, texts.postgresDashes);
/** What was overwritten is a dead row until then. */
export const VACUUM = 'VACUUM personal_text_key, personal_text';

/** People's words (A4). What PostgreSQL keeps of an overwritten row it may keep in its files: docs/operate.md says for how long. */
export function postgresTexts(links: ConnectionPool): PersonalTexts {
  const emptied = async (find: (link: PoolConnection) => Promise<{ textId: string }[]>, nowMs: number) => {
    const count = await links.transaction(async (link) => emptyIn(link, await find(link), nowMs));
    if (count > 0) await links.change(VACUUM);
    return count;
  };
  return {
    addText: (text, most, sinceMs) =>
      links.transaction(async (link) => {
        // Whoever sends many at once is counted one after the other.
        await link.query('SELECT pg_advisory_xact_lock(1178683730, hashtext($1))', [text.buyerId]);
        const added = await link.query(numbered(texts.ADD_TEXT), texts.addTextValues(text, most, sinceMs));
        if (added.count === 0) return false;
        await link.query(numbered(texts.ADD_KEY), [text.textId, text.key]);
        return true;
      }),
    texts: (textIds) => links.query<PersonalText>(TEXTS, [textIds.slice(0, MAX_TEXTS_READ)]),
    addNote: (note, most) =>
      links.transaction(async (link) => {
        await link.query('SELECT pg_advisory_xact_lock(1178683730, hashtext($1))', [note.orderId]);
        if ((await link.query(numbered(texts.IS_TEXT), [note.textId])).count > 0) return 'known';
        const added = await link.query(numbered(texts.ADD_NOTE), texts.addNoteValues(note, most));
        if (added.count === 0) return 'full';
        await link.query(numbered(texts.ADD_KEY), [note.textId, note.key]);
        return 'added';
      }),
    notesOf: (orderId) => links.query<OrderNote>(numbered(texts.NOTES_OF), [orderId, MAX_TEXTS_READ]),
    emptyTexts: (textIds, nowMs) =>
      emptied(
        async (link) =>
          (await link.query<{ textId: string }>(BY_ID, [textIds.slice(0, MAX_TEXTS_READ)])).rows,
        nowMs,
      ),
    emptyTextsOf: (buyerIds, nowMs) =>
      emptied(async (link) => (await link.query<{ textId: string }>(OF_BUYER, [[...buyerIds]])).rows, nowMs),
    emptyDueTexts: (nowMs, limit) =>
      emptied(
        async (link) =>
          (await link.query<{ textId: string }>(numbered(texts.DUE_TEXTS), [nowMs, nowMs, limit])).rows,
        nowMs,
      ),
  };
}

/** Empties texts inside of a transaction. @returns how many */
export async function emptyIn(
  link: PoolConnection,
  found: readonly { textId: string }[],
  nowMs: number,
): Promise<number> {
  if (found.length === 0) return 0;
  const ids = found.map(({ textId }) => textId);
  await link.query(numbered(emptying.key), [ids]);
  await link.query(numbered(emptying.sealed), [ids]);
  await link.query(numbered(emptying.text), [nowMs, ids]);
  return ids.length;
}
