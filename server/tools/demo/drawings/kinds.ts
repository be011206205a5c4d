import type { Kind } from './kind.ts';
import { apples, pears } from './kinds/apples.ts';
import { beans } from './kinds/beans.ts';
import { bookmarks, ponies } from './kinds/carving.ts';
import { cheese } from './kinds/cheese.ts';
import { chilies } from './kinds/chilies.ts';
import { corn } from './kinds/corn.ts';
import { eggs } from './kinds/eggs.ts';
import { garlic } from './kinds/garlic.ts';
import { ginger } from './kinds/ginger.ts';
import { quinoa, rice } from './kinds/grain.ts';
import { honey } from './kinds/honey.ts';
import { mushrooms } from './kinds/mushrooms.ts';
import { noodles } from './kinds/noodles.ts';
import { oil } from './kinds/oil.ts';
import { peanuts } from './kinds/peanuts.ts';
import { persimmons } from './kinds/persimmons.ts';
import { plums } from './kinds/plums.ts';
import { potatoes } from './kinds/potatoes.ts';
import { pumpkins } from './kinds/pumpkins.ts';
import { tea } from './kinds/tea.ts';
import { walnuts } from './kinds/walnuts.ts';

/** Every kind that the market sells, with its drawings. */
export const kinds = {
  apples,
  beans,
  bookmarks,
  cheese,
  chilies,
  corn,
  eggs,
  garlic,
  ginger,
  honey,
  mushrooms,
  noodles,
  oil,
  peanuts,
  pears,
  persimmons,
  plums,
  ponies,
  potatoes,
  pumpkins,
  quinoa,
  rice,
  tea,
  walnuts,
} as const satisfies Readonly<Record<string, Kind>>;

export type KindName = keyof typeof kinds;
