import { existsSync } from 'node:fs';

/** A font in a file; in a collection (.ttc) also which of its fonts, by its PostScript name. */
export interface FontFile {
  file: string;
  name: string | null;
}

/** Where systems keep a font that has both Latin letters and simplified Chinese characters. */
const KNOWN: readonly FontFile[] = [
  { file: '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc', name: 'NotoSansCJKsc-Regular' },
  { file: '/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc', name: 'NotoSansCJKsc-Regular' },
  { file: '/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc', name: 'NotoSansCJKsc-Regular' },
  { file: '/usr/share/fonts/truetype/wqy/wqy-microhei.ttc', name: 'WenQuanYiMicroHei' },
  { file: '/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf', name: null },
  { file: '/System/Library/Fonts/Supplemental/Arial Unicode.ttf', name: null },
  { file: 'C:\\Windows\\Fonts\\simhei.ttf', name: null },
];

/**
 * The font for printed documents.
 * @param setting `file`, or `file#PostScriptName` for a collection; empty: the first that this system has
 * @returns null if there is none that knows Chinese: then only Latin letters can be printed
 */
export function findFont(setting: string): FontFile | null {
  if (setting !== '') {
    const [file = '', name = ''] = setting.split('#');
    return existsSync(file) ? { file, name: name || null } : null;
  }
  return KNOWN.find(({ file }) => existsSync(file)) ?? null;
}
