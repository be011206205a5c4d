import { MINUTE } from '../../../../../shared/values/time.ts';
import type { Chance } from '../chance.ts';
import type { TalkLines } from './lines.ts';

/** No line is heard twice within this time. */
const AGAIN_AFTER_MS = 10 * MINUTE;
/** What is told of fewer than this many is worth a word. */
const FEW_LEFT = 20;
/** Of so many lines one is about the product itself, as long as there are any. */
const OF_ITSELF = 0.45;

/** What is pinned, as a viewer reads it. */
export interface Shown {
  category: string;
  name: string;
  price: string;
  left: number;
}

/** Draws what is said next, so that nothing is said twice within ten minutes, or a question never where that is asked for. */
export interface LinePicker {
  /** @returns null: all that fits was said just now */
  line(shown: Shown, nowMs: number): string | null;
  /** A question about what is pinned, with the answer that the host has for it. */
  question(shown: Shown, nowMs: number): { question: string; answer: string } | null;
}

/** @param asksOnce no question is asked a second time: who reads all of a stream at once reads each of them */
export function pickLines(lines: TalkLines, chance: Chance, asksOnce = false): LinePicker {
  const asked = new Set<string>();
  const saidAtMs = new Map<string, number>();
  const isFresh = (text: string, nowMs: number) =>
    nowMs - (saidAtMs.get(text) ?? Number.NEGATIVE_INFINITY) >= AGAIN_AFTER_MS;
  function say(text: string, nowMs: number): void {
    for (const [said, atMs] of saidAtMs) {
      if (nowMs - atMs < AGAIN_AFTER_MS) break;
      saidAtMs.delete(said);
    }
    saidAtMs.delete(text);
    saidAtMs.set(text, nowMs);
  }
  return {
    line(shown, nowMs) {
      const written = (templates: readonly string[]) =>
        templates.map((each) => filled(each, shown)).filter((text) => isFresh(text, nowMs));
      const ofItself = written(lines.of[shown.category] ?? []);
      const general = written([
        ...lines.any,
        ...lines.price,
        ...(shown.left > 0 && shown.left < FEW_LEFT ? lines.left : []),
        ...lines.evening,
      ]);
      const [first, second] = chance.often(OF_ITSELF) ? [ofItself, general] : [general, ofItself];
      const from = first.length > 0 ? first : second;
      if (from.length === 0) return null;
      const text = chance.pick(from);
      say(text, nowMs);
      return text;
    },
    question({ category }, nowMs) {
      const open = (lines.asks[category] ?? []).filter(
        ([question]) => !asked.has(question) && isFresh(question, nowMs),
      );
      if (open.length === 0) return null;
      const [question, answer] = chance.pick(open);
      say(question, nowMs);
      if (asksOnce) asked.add(question);
      return { question, answer };
    },
  };
}

function filled(template: string, { name, price, left }: Shown): string {
  return template.replaceAll('{name}', name).replaceAll('{price}', price).replaceAll('{left}', String(left));
}
