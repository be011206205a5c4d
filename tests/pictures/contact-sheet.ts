import sharp, { type OverlayOptions } from 'sharp';

const GAP_PX = 12;
const TITLE_PX = 26;

/** A picture on a contact sheet. */
export interface Tile {
  title: string;
  file: string;
}

/** Pictures side by side with their names, so that many are seen at once. @param widthPx of each picture */
export async function contactSheet(
  tiles: readonly Tile[],
  file: string,
  { columns, widthPx, mostPx }: { columns: number; widthPx: number; mostPx: number },
): Promise<void> {
  const placed: OverlayOptions[] = [];
  let top = GAP_PX;
  for (let at = 0; at < tiles.length; at += columns) {
    let tallest = 0;
    for (const [column, { title, file: picture }] of tiles.slice(at, at + columns).entries()) {
      const left = GAP_PX + column * (widthPx + GAP_PX);
      const whole = await sharp(picture).resize({ width: widthPx }).toBuffer({ resolveWithObject: true });
      const height = Math.min(whole.info.height, mostPx);
      const input = await sharp(whole.data)
        .extract({ left: 0, top: 0, width: widthPx, height })
        .png()
        .toBuffer();
      placed.push({ input, left, top: top + TITLE_PX }, { input: drawnTitle(title, widthPx), left, top });
      tallest = Math.max(tallest, height);
    }
    top += tallest + TITLE_PX + GAP_PX;
  }
  const width = GAP_PX + columns * (widthPx + GAP_PX);
  await sharp({ create: { width, height: top, channels: 3, background: '#808080' } })
    .composite(placed)
    .png()
    .toFile(file);
}

function drawnTitle(title: string, width: number): Buffer {
  const words = title.replace(/[<>&]/g, '');
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${TITLE_PX}"><text x="2" y="18" font-family="sans-serif" font-size="15" fill="#fff">${words}</text></svg>`,
  );
}
