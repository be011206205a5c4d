import { setImmediate } from 'node:timers/promises';
import { folded, soughtWords } from '../../../../shared/values/sought-words.ts';

/** Texts that are taken in before others have their turn: some 10 ms. */
const TEXTS_A_TURN = 200;
/** Further words of one question say nothing that the first did not. */
const MAX_WORDS = 8;

/**
 * Finds texts by parts of their words in any script: every character and every two neighbours know the texts that have
 * them. So a question looks at the texts of its rarest pair alone, and not at all of them.
 */
export class GramIndex {
  readonly #texts: string[] = [];
  readonly #places = new Map<string, number[]>();

  /** Takes in texts, a few at a time: who orders meanwhile does not wait for it. */
  static async of(texts: readonly string[]): Promise<GramIndex> {
    const index = new GramIndex();
    for (const [place, text] of texts.entries()) {
      index.#add(folded(text), place);
      if (place % TEXTS_A_TURN === TEXTS_A_TURN - 1) await setImmediate();
    }
    return index;
  }

  /** The places of those texts that have every word of a question somewhere, ascending; a question without one has none. */
  find(question: string): number[] {
    const words = wordsOf(question);
    if (words.length === 0) return [];
    const lists = words.flatMap(gramsOf).map((gram) => this.#places.get(gram) ?? []);
    const rarest = lists.reduce((few, list) => (list.length < few.length ? list : few));
    return rarest.filter((place) => words.every((word) => this.#texts[place]!.includes(word)));
  }

  #add(text: string, place: number): void {
    this.#texts.push(text);
    for (const gram of new Set(text.split(/\s+/).flatMap((word) => [...word, ...gramsOf(word)]))) {
      const places = this.#places.get(gram);
      if (places) places.push(place);
      else this.#places.set(gram, [place]);
    }
  }
}

/** What a question looks for. */
export function wordsOf(question: string): string[] {
  return soughtWords(question).slice(0, MAX_WORDS);
}

/** Every two neighbours of a word; a word of one character is itself. */
function gramsOf(word: string): string[] {
  const characters = [...word];
  if (characters.length < 2) return characters;
  return characters.slice(1).map((character, at) => characters[at]! + character);
}
