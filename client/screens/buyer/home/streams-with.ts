import type { ListedStream } from '../../../../shared/market/stream/contract.ts';

const folded = (text: string) => text.normalize('NFKC').toLowerCase();

/** The streams whose title or host has every word of a text, in either language; full and half width are the same. */
export function streamsWith(streams: readonly ListedStream[], text: string): ListedStream[] {
  const words = folded(text)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return [];
  return streams.filter(({ title, titleEn = '', hostName, hostNameEn = '' }) => {
    const names = folded([title, titleEn, hostName, hostNameEn].join('\n'));
    return words.every((word) => names.includes(word));
  });
}
