import type { Air, Colour } from './paint.ts';

/** What tells one good of a kind from another: red potatoes from yellow ones. */
export interface Tint {
  /** The outside. */
  skin: Colour;
  /** The inside, or what is cooked of it. */
  flesh: Colour;
  air: Air;
}

/** The three drawings of a kind, as art for `onTable`. */
export interface Kind {
  whole(tint: Tint): string;
  /** Cut, cracked, cooked, poured, or being made. */
  cut(tint: Tint): string;
  parcel(tint: Tint): string;
}
