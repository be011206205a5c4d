import { inflateSync } from 'node:zlib';

/**
 * The words of a PDF as its pages show them, in the order in which they are drawn: for documents of pdfmake, whose fonts
 * are embedded with a table from glyphs to characters.
 */
export function pdfText(pdf: Uint8Array): string {
  const objects = objectsOf(Buffer.from(pdf));
  const fonts = new Map<string, ReadonlyMap<string, string>>();
  for (const { head } of objects.values()) {
    for (const [, name = '', font = ''] of head.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const table = /\/ToUnicode (\d+) 0 R/.exec(objects.get(font)?.head ?? '')?.[1];
      fonts.set(name, table === undefined ? new Map() : charactersOf(streamOf(objects.get(table))));
    }
  }
  const pages = [...objects.values()].filter(({ head }) => /\/Type \/Page\b/.test(head));
  return pages
    .map(({ head }) => streamOf(objects.get(/\/Contents (\d+) 0 R/.exec(head)?.[1] ?? '')))
    .map((content) => drawnText(content, fonts))
    .join('\n');
}

interface PdfObject {
  head: string;
  body: Buffer | null;
}

function objectsOf(pdf: Buffer): Map<string, PdfObject> {
  const text = pdf.toString('latin1');
  const objects = new Map<string, PdfObject>();
  for (const match of text.matchAll(/(\d+) 0 obj\n/g)) {
    const start = match.index + match[0].length;
    const end = text.indexOf('endobj', start);
    const streamAt = text.indexOf('stream\n', start);
    const hasStream = streamAt >= 0 && streamAt < end;
    const head = text.slice(start, hasStream ? streamAt : end);
    const length = Number(/\/Length (\d+)/.exec(head)?.[1] ?? 0);
    const from = streamAt + 'stream\n'.length;
    objects.set(match[1] ?? '', { head, body: hasStream ? pdf.subarray(from, from + length) : null });
  }
  return objects;
}

function streamOf(object: PdfObject | undefined): string {
  if (!object?.body) return '';
  const bytes = object.head.includes('/FlateDecode') ? inflateSync(object.body) : object.body;
  return bytes.toString('latin1');
}

/** Glyphs, as four hex digits, and the characters that they stand for. */
function charactersOf(table: string): Map<string, string> {
  const characters = new Map<string, string>();
  for (const [, block = ''] of table.matchAll(/beginbfrange\n([\s\S]*?)endbfrange/g)) {
    for (const [, first = '', list = ''] of block.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/gi)) {
      [...list.matchAll(/<([0-9a-f ]*)>/gi)].forEach(([, utf16 = ''], index) => {
        const glyph = (Number.parseInt(first, 16) + index).toString(16).padStart(4, '0');
        characters.set(glyph, ofUtf16(utf16.replaceAll(' ', '')));
      });
    }
  }
  return characters;
}

function ofUtf16(hex: string): string {
  const units = hex.match(/.{4}/g) ?? [];
  return String.fromCharCode(...units.map((unit) => Number.parseInt(unit, 16)));
}

/** A text per block, since pdfmake draws each piece of a line as a block of its own. */
function drawnText(content: string, fonts: ReadonlyMap<string, ReadonlyMap<string, string>>): string {
  const blocks: string[] = [];
  for (const [, block = ''] of content.matchAll(/BT\n([\s\S]*?)ET/g)) {
    const font = fonts.get(/\/(F\d+) /.exec(block)?.[1] ?? '');
    const isPlain = !font || font.size === 0;
    const glyphs = [...block.matchAll(/<([0-9a-f]+)>/gi)].map(([, hex = '']) => hex.toLowerCase()).join('');
    blocks.push(
      isPlain
        ? Buffer.from(glyphs, 'hex').toString('latin1')
        : (glyphs.match(/.{4}/g) ?? []).map((glyph) => font.get(glyph) ?? '').join(''),
    );
  }
  return blocks.join(' ');
}
