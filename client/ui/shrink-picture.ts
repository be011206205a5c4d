/** The longest side of a kept picture: sharp on a phone, quick on a weak line. */
const LONGEST_PX = 1_280;
const JPEG_QUALITY = 0.85;

/** Tried one after the other where a photograph has to be smaller still. */
const LOWER_QUALITIES = [0.7, 0.5, 0.3];

/**
 * Makes a photograph small enough for a weak line and for the server's limit of 2 MiB.
 * @param mostBytes what it may have at the most
 * @returns a JPEG, or null if the browser cannot read the file as a picture, or it stays too large
 */
export async function shrinkPicture(file: Blob, mostBytes = Infinity): Promise<Blob | null> {
  try {
    const bitmap = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST_PX / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    const pen = canvas.getContext('2d');
    if (!pen) return null;
    // A picture with holes in it stands on white, not on black.
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    for (const quality of [JPEG_QUALITY, ...LOWER_QUALITIES]) {
      const made = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
      if (!made || made.size <= mostBytes) return made;
    }
    return null;
  } catch {
    return null;
  }
}
