import type { OrderNote, PersonalTexts } from '../../ports/personal-texts.ts';
import { MAX_TEXTS_READ } from '../limits.ts';
import type { KeptText, Tables } from './tables.ts';

/** People's words (A4), in a map: what is emptied is taken out of it. */
export function memoryTexts({ texts, streams }: Pick<Tables, 'texts' | 'streams'>): PersonalTexts {
  /** Ids of those that were here: a note that was destroyed is not written again under its key. */
  const emptied = new Set<string>();
  const empty = (textIds: readonly string[]) =>
    textIds.filter((textId) => texts.delete(textId) && emptied.add(textId)).length;
  const notesOf = (orderId: string) =>
    [...texts.values()]
      .filter((text): text is OrderNote => text.kind === 'order_note' && text.orderId === orderId)
      .sort((a, b) => a.atMs - b.atMs || (a.textId < b.textId ? -1 : 1));
  return {
    async addText(text, most, sinceMs) {
      const lately = [...texts.values()].filter(
        ({ buyerId, atMs, kind }) => buyerId === text.buyerId && atMs > sinceMs && kind.startsWith('claim_'),
      );
      if (lately.length >= most) return false;
      texts.set(text.textId, text);
      return true;
    },
    texts: async (textIds) => textIds.slice(0, MAX_TEXTS_READ).flatMap((textId) => texts.get(textId) ?? []),
    async addNote(note, most) {
      if (texts.has(note.textId) || emptied.has(note.textId)) return 'known';
      if (notesOf(note.orderId).length >= most) return 'full';
      texts.set(note.textId, note);
      return 'added';
    },
    notesOf: async (orderId) => notesOf(orderId).slice(0, MAX_TEXTS_READ),
    emptyTexts: async (textIds) => empty(textIds.slice(0, MAX_TEXTS_READ)),
    async emptyTextsOf(buyerIds) {
      const own = [...texts.values()].filter(({ buyerId }) => buyerIds.includes(buyerId));
      return empty(own.map(({ textId }) => textId));
    },
    async emptyDueTexts(nowMs, limit) {
      const isOver = ({ streamId, untilMs, keptMs }: KeptText) => {
        const closedAtMs = streams.get(streamId)?.closedAtMs ?? null;
        return (
          untilMs <= nowMs || (closedAtMs !== null && keptMs !== undefined && closedAtMs + keptMs <= nowMs)
        );
      };
      const due = [...texts.values()].filter(isOver).slice(0, limit);
      return empty(due.map(({ textId }) => textId));
    },
  };
}
