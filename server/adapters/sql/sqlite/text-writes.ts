import type { Database as SqliteDatabase } from 'better-sqlite3';
import type { OrderNote, PersonalText } from '../../../ports/personal-texts.ts';
import { sqliteLists } from '../after-sale-texts.ts';
import * as texts from '../personal-texts.ts';
import { transaction } from './statements.ts';

/** The writing of people's words (A4). What SQLite frees meanwhile it overwrites, so that no page keeps an old copy. */
export function textWrites(db: SqliteDatabase) {
  const add = db.prepare(texts.ADD_TEXT);
  const addKey = db.prepare(texts.ADD_KEY);
  const isText = db.prepare(texts.IS_TEXT);
  const addNote = db.prepare(texts.ADD_NOTE);
  const byId = db.prepare(texts.idsText(sqliteLists, 'text_id'));
  const ofBuyer = db.prepare(texts.idsText(sqliteLists, 'buyer_id'));
  const due = db.prepare(texts.DUE_TEXTS);
  const { list } = sqliteLists;
  const empty = emptier(db);

  const securely = <Args extends unknown[], Value>(run: (...args: Args) => Value) => {
    const whole = transaction(db, run);
    return (...args: Args): Value => {
      db.pragma('secure_delete = ON');
      try {
        return whole(...args);
      } finally {
        db.pragma('secure_delete = OFF');
      }
    };
  };

  return {
    addText: securely((text: PersonalText, most: number, sinceMs: number): boolean => {
      if (add.run(...texts.addTextValues(text, most, sinceMs)).changes === 0) return false;
      addKey.run(text.textId, text.key);
      return true;
    }),
    addNote: securely((note: OrderNote, most: number): 'added' | 'known' | 'full' => {
      if (isText.get(note.textId)) return 'known';
      if (addNote.run(...texts.addNoteValues(note, most)).changes === 0) return 'full';
      addKey.run(note.textId, note.key);
      return 'added';
    }),
    emptyTexts: securely((textIds: readonly string[], nowMs: number): number =>
      empty(byId.all(list(textIds)) as { textId: string }[], nowMs),
    ),
    emptyTextsOf: securely((buyerIds: readonly string[], nowMs: number): number =>
      empty(ofBuyer.all(list(buyerIds)) as { textId: string }[], nowMs),
    ),
    emptyDueTexts: securely((nowMs: number, limit: number): number =>
      empty(due.all(nowMs, nowMs, limit) as { textId: string }[], nowMs),
    ),
  };
}

/** Empties texts of a market's file. Outside of a server: of a copy that nobody else has. */
export function emptier(db: SqliteDatabase): (found: readonly { textId: string }[], nowMs: number) => number {
  const { key, sealed, text } = texts.emptyingTexts(sqliteLists, texts.sqliteDashes);
  const [emptyKey, overwrite, emptyText] = [db.prepare(key), db.prepare(sealed), db.prepare(text)];
  return (found, nowMs) => {
    if (found.length === 0) return 0;
    const ids = sqliteLists.list(found.map(({ textId }) => textId));
    emptyKey.run(ids);
    overwrite.run(ids);
    emptyText.run(nowMs, ids);
    return found.length;
  };
}
