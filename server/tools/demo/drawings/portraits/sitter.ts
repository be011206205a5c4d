import type { Air, Colour } from '../paint.ts';

export type Hair = 'bun' | 'short' | 'bob' | 'braid' | 'grey-short' | 'bald' | 'tied' | 'parted';
type Head = 'bare' | 'band' | 'straw' | 'cap' | 'scarf';
type Wear = 'vest' | 'shirt' | 'jacket' | 'apron';

/** A person of the market: what the drawing needs to know. All of them are made up. */
export interface Sitter {
  skin: Colour;
  hair: Hair;
  hairColour: Colour;
  head: Head;
  wear: Wear;
  cloth: Colour;
  trim: Colour;
  /** From round, 0, to long, 1. */
  long: number;
  /** From young, 0, to old, 1. */
  age: number;
  hasGlasses?: true;
  beard?: 'moustache' | 'chin';
  /** How wide the smile is, from 0 to 1. */
  smile: number;
  air: Air;
}

/** The middle of a face, and half of how wide it is. */
export const X = 150;
export const Y = 138;
export const WIDE = 54;
