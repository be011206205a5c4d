import type { ComponentType } from 'react';
import { part } from '../../ui/part.tsx';
import { AskSheet } from './AskSheet.tsx';
import { AddSheet } from './add/AddSheet.tsx';
import { FlashSheet } from './FlashSheet.tsx';
import type { ConsoleSheet, SheetSubjects } from './host-context.ts';
import { KeysSheet } from './KeysSheet.tsx';
import { LimitSheet } from './LimitSheet.tsx';
import { MoreSheet } from './MoreSheet.tsx';
import { PriceSheet } from './PriceSheet.tsx';
import { RemoveSheet } from './RemoveSheet.tsx';
import { ShippingSheet } from './ShippingSheet.tsx';
import { StockSheet } from './StockSheet.tsx';
import { BundleSheet } from './vouchers/BundleSheet.tsx';
import { VouchersSheet } from './vouchers/VouchersSheet.tsx';

type Closing = { onClose(): void };

/** What is drawn for each of them. */
const sheets: { readonly [K in keyof SheetSubjects]: ComponentType<SheetSubjects[K] & Closing> } = {
  flash: FlashSheet,
  price: PriceSheet,
  limit: LimitSheet,
  remove: RemoveSheet,
  bundle: BundleSheet,
  stock: StockSheet,
  ask: AskSheet,
  add: AddSheet,
  keys: KeysSheet,
  more: MoreSheet,
  vouchers: VouchersSheet,
  links: part(() => import('./links/LinksSheet.tsx').then((module) => module.LinksSheet)),
  shipping: ShippingSheet,
  bounds: part(() => import('./BoundsSheet.tsx').then((module) => module.BoundsSheet)),
  details: part(() => import('./details/ConsoleDetails.tsx').then((module) => module.ConsoleDetails)),
};

/** Whatever lies over the desk now. */
export function ConsoleSheets({ sheet: { kind, ...subject }, onClose }: { sheet: ConsoleSheet } & Closing) {
  // A kind and its subject belong together, which a destructured union no longer says.
  const Sheet = sheets[kind] as ComponentType<typeof subject & Closing>;
  return <Sheet {...subject} onClose={onClose} />;
}
