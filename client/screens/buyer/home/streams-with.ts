import type { ListedStream } from '../../../../shared/market/stream/contract.ts';
import { folded, hasWord, soughtWords } from '../../../../shared/values/sought-words.ts';

/**
 * The streams whose title or host has every word of a text, in either language, then those that have the words together
 * with their products. Of who only asks for replays, all that can be watched again.
 * @param further as the server found them, by their slugs
 */
export function streamsWith(
  streams: readonly ListedStream[],
  text: string,
  further: readonly string[],
): ListedStream[] {
  if (text.trim() === '') return [];
  const words = soughtWords(text);
  if (words.length === 0) return streams.filter(({ recordedMs }) => recordedMs !== undefined);
  const isNamed = ({ title, titleEn = '', hostName, hostNameEn = '' }: ListedStream) => {
    const names = folded([title, titleEn, hostName, hostNameEn].join('\n'));
    return words.every((word) => hasWord(names, word));
  };
  return [
    ...streams.filter(isNamed),
    ...streams.filter((stream) => further.includes(stream.slug) && !isNamed(stream)),
  ];
}
