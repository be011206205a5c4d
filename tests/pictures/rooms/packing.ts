import { type Screen, screensOf, tap } from '../screens.ts';

const at = (scene: string) => `/packing/potato-day?scene=${scene}`;

/** Packers: what is to pack, parcels, claims. */
export const packing: Screen[] = screensOf('staff', 'desk-', [
  { name: 'list', path: '/packing' },
  { name: 'list-nothing', path: '/packing?scene=nothing' },
  { name: 'to-pack', path: at('full'), isWhole: true, act: tap('.tabs button', 0) },
  { name: 'parcels', path: at('full'), isWhole: true, act: tap('.tabs button', 1) },
  { name: 'claims', path: at('full'), isWhole: true, act: tap('.tabs button', 2) },
  { name: 'nothing', path: at('nothing') },
]);
