/** Punctuation that Chinese is written with: NFKC would make it half as wide. */
const KEPT = /([，：；！？（）～…]+)/u;
/** Marks above one letter: more of them reach into other people's lines. */
const MOST_MARKS = 2;

/**
 * A text as it is kept and shown: one line, without hidden and turning characters. Emoji that are made of several stay
 * whole. '': nothing is left.
 */
export function cleanText(typed: string): string {
  return (
    typed
      .split(KEPT)
      .map((run, at) => (at % 2 === 1 ? run : run.normalize('NFKC')))
      .join('')
      // They stand for joiners below.
      .replace(/[\ue000\ue001]/gu, '')
      .replace(/\p{Cc}+/gu, ' ')
      .replace(
        /(?<=\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f)\u200d(?=\p{Extended_Pictographic})/gu,
        '\ue000',
      )
      .replace(/(?<=\p{Emoji})\ufe0f/gu, '\ue001')
      .replace(/[\p{Default_Ignorable_Code_Point}\p{Cs}]/gu, '')
      .replaceAll('\ue000', '\u200d')
      .replaceAll('\ue001', '\ufe0f')
      .replace(new RegExp(`(\\p{M}{${MOST_MARKS}})\\p{M}+`, 'gu'), '$1')
      .replace(/\s+/gu, ' ')
      .trim()
  );
}
