import { afterEach, expect, test, vi } from 'vitest';
import { drawPoster } from '../../client/screens/buyer/viewer/product/poster.ts';

afterEach(() => vi.restoreAllMocks());

/** Chinese is as wide as it is high, a bold Latin letter about 0.7 of it. */
const wide = (text: string, px: number) =>
  [...text].reduce((sum, letter) => sum + (letter > '⺀' ? 1 : 0.7) * px, 0);

/** A pen that remembers where every text ends. @returns the texts with their right edges, in px */
function aRuler(): { text: string; right: number }[] {
  const written: { text: string; right: number }[] = [];
  const pen = {
    font: '',
    measureText: (text: string) => ({ width: wide(text, px()) }),
    fillText: (text: string, x: number) => written.push({ text, right: x + wide(text, px()) }),
    fillRect: () => {},
  };
  const px = () => Number(/(\d+(?:\.\d+)?)px/.exec(pen.font)![1]);
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(pen as never);
  vi.spyOn(HTMLCanvasElement.prototype, 'toDataURL').mockReturnValue('data:');
  // jsdom loads no letters.
  Object.assign(document, { fonts: { load: async () => [] } });
  return written;
}

test.each(['Tue, Dec 8, 19:30', '12月8日周二 19:30', 'Wednesday, September 30, 2026, 11:30 PM', '¥19.90'])(
  'what a poster says of time or price ends before its edge: %s',
  async (price) => {
    const written = aRuler();
    const poster = {
      name: '木器与茶之夜',
      title: 'Duan Lihua',
      url: 'https://fair.example/s/tea',
      picture: '',
    };
    await drawPoster({ ...poster, price, scan: 'Scan to see it in the stream' });
    expect(written.some(({ text }) => text === price)).toBe(true);
    expect(written.filter(({ right }) => right > 720 - 40)).toEqual([]);
  },
);
