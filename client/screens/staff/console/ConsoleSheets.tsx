import type { ComponentType } from 'react';
import { FlashSheet } from '../../../market/flash-sale/FlashSheet.tsx';
import { LimitSheet } from '../../../market/lineup/LimitSheet.tsx';
import { PriceSheet } from '../../../market/lineup/PriceSheet.tsx';
import { RemoveSheet } from '../../../market/lineup/RemoveSheet.tsx';
import { ShippingSheet } from '../../../market/shipping/ShippingSheet.tsx';
import { StockSheet } from '../../../market/stock/StockSheet.tsx';
import { VouchersSheet } from '../../../market/voucher/VouchersSheet.tsx';
import { part } from '../../../ui/part.tsx';
import { AskSheet } from './AskSheet.tsx';
import { AddSheet } from './add/AddSheet.tsx';
import { GoLiveSheet } from './checklist/GoLiveSheet.tsx';
import type { ConsoleSheet, SheetSubjects } from './host-context.ts';
import { ItemSheet } from './ItemSheet.tsx';
import { KeysSheet } from './KeysSheet.tsx';
import { MoreSheet } from './MoreSheet.tsx';

type Closing = { onClose(): void };

/** What is drawn for each of them. */
const sheets: { readonly [K in keyof SheetSubjects]: ComponentType<SheetSubjects[K] & Closing> } = {
  flash: FlashSheet,
  price: PriceSheet,
  limit: LimitSheet,
  remove: RemoveSheet,
  stock: StockSheet,
  item: ItemSheet,
  ask: AskSheet,
  goLive: GoLiveSheet,
  add: AddSheet,
  keys: KeysSheet,
  more: MoreSheet,
  search: part(() => import('../shell/Finder.tsx').then((module) => module.Finder)),
  vouchers: VouchersSheet,
  links: part(() => import('./links/LinksSheet.tsx').then((module) => module.LinksSheet)),
  shipping: ShippingSheet,
  release: part(() =>
    import('../../../market/newcomers/ReleaseSheet.tsx').then((module) => module.ReleaseSheet),
  ),
  form: ({ Form, onClose }) => <Form onClose={onClose} />,
  itemForm: ({ Form, itemNumber, onClose }) => <Form itemNumber={itemNumber} onClose={onClose} />,
  details: part(() => import('./details/ConsoleDetails.tsx').then((module) => module.ConsoleDetails)),
  team: part(() => import('./team/ConsoleTeam.tsx').then((module) => module.ConsoleTeam)),
};

/** Whatever lies over the desk now. */
export function ConsoleSheets({ sheet: { kind, ...subject }, onClose }: { sheet: ConsoleSheet } & Closing) {
  // A kind and its subject belong together, which a destructured union no longer says.
  const Sheet = sheets[kind] as ComponentType<typeof subject & Closing>;
  return <Sheet {...subject} onClose={onClose} />;
}
