/** What viewers ask to be shown (L9). */
export interface ShowRequestFacts {
  /** What was asked for in one batch: by item, who newly asks, as marks. */
  shows_requested: { items: { itemNumber: number; marks: number[] }[] };
}
