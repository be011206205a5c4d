import type { PersonalTexts } from '../../ports/personal-texts.ts';
import { MAX_TEXTS_READ } from '../limits.ts';
import type { Tables } from './tables.ts';

/** People's words (A4), in a map: what is emptied is taken out of it. */
export function memoryTexts({ texts }: Tables): PersonalTexts {
  const empty = (textIds: readonly string[]) => textIds.filter((textId) => texts.delete(textId)).length;
  return {
    async addText(text, most, sinceMs) {
      const lately = [...texts.values()].filter(
        ({ buyerId, atMs }) => buyerId === text.buyerId && atMs > sinceMs,
      );
      if (lately.length >= most) return false;
      texts.set(text.textId, text);
      return true;
    },
    texts: async (textIds) => textIds.slice(0, MAX_TEXTS_READ).flatMap((textId) => texts.get(textId) ?? []),
    async emptyTextsOf(buyerIds) {
      const own = [...texts.values()].filter(({ buyerId }) => buyerIds.includes(buyerId));
      return empty(own.map(({ textId }) => textId));
    },
    async emptyDueTexts(nowMs, limit) {
      const due = [...texts.values()].filter(({ untilMs }) => untilMs <= nowMs).slice(0, limit);
      return empty(due.map(({ textId }) => textId));
    },
  };
}
