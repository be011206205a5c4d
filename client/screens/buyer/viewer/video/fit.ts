/** A picture may lose this share of itself to fill the stage; more, and it is shown whole. */
const MOST_CUT = 0.3;

/**
 * How a picture stands on the stage: it fills it if both are upright or little is cut off, else it is shown whole.
 * @param picture,stage width and height in any unit
 */
export function fitOf(
  picture: { width: number; height: number },
  stage: { width: number; height: number },
): 'cover' | 'contain' {
  if (picture.height <= 0 || stage.height <= 0 || picture.width <= 0 || stage.width <= 0) return 'contain';
  if (picture.height > picture.width && stage.height > stage.width) return 'cover';
  const ratio = picture.width / picture.height / (stage.width / stage.height);
  const kept = Math.min(ratio, 1 / ratio);
  return 1 - kept <= MOST_CUT ? 'cover' : 'contain';
}
