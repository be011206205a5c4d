import type { MarketGood } from '../market/goods/good.ts';
import type { Kind } from './kind.ts';
import { kinds } from './kinds.ts';
import { at, onTable } from './paint.ts';

type Drawn = Pick<MarketGood, 'nameEn' | 'look'>;

const STEPS = ['whole', 'cut', 'parcel'] as const;

/** The drawings of a good, the first one first: whole, cut or cooked, and the parcel that it comes in. */
export function drawingsOf({ nameEn, look }: Drawn): readonly string[] {
  const { kind, tint, first = 'whole' } = look;
  const order: (keyof Kind)[] = [first, ...STEPS.filter((step) => step !== first)];
  return order.map((step) => onTable(`${nameEn}: ${step}`, tint.air, kinds[kind][step](tint)));
}

/** Sixteen to nine. */
const COVER_WIDTH = 533;
/** Where up to three goods stand on a cover: the first one in the middle, before the others. */
const PLACES = [
  { x: 156, y: 76, scale: 0.74 },
  { x: -8, y: 96, scale: 0.6 },
  { x: 362, y: 96, scale: 0.6 },
] as const;

/** The cover of a stream: its first goods on one long table. */
export function coverDrawing(title: string, goods: readonly Drawn[]): string {
  const art = PLACES.flatMap((place, index) => {
    const good = goods[index];
    return good ? [at(place.x, place.y, kinds[good.look.kind].whole(good.look.tint), place)] : [];
  });
  return onTable(title, goods[0]?.look.tint.air ?? 'straw', art.toReversed().join(''), COVER_WIDTH);
}
