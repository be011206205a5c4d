import { lazy, Suspense } from 'react';
import { loadChunk } from '../../ui/load-chunk.ts';
import { AskSheet } from './AskSheet.tsx';
import { AddSheet } from './add/AddSheet.tsx';
import { FlashSheet } from './FlashSheet.tsx';
import type { ConsoleSheet } from './host-context.ts';
import { KeysSheet } from './KeysSheet.tsx';
import { LimitSheet } from './LimitSheet.tsx';
import { MoreSheet } from './MoreSheet.tsx';
import { PriceSheet } from './PriceSheet.tsx';
import { RemoveSheet } from './RemoveSheet.tsx';
import { ShippingSheet } from './ShippingSheet.tsx';
import { StockSheet } from './StockSheet.tsx';
import { BundleSheet } from './vouchers/BundleSheet.tsx';
import { VouchersSheet } from './vouchers/VouchersSheet.tsx';

const BoundsSheet = lazy(async () => ({
  default: (await loadChunk(() => import('./BoundsSheet.tsx'))).BoundsSheet,
}));
const ConsoleDetails = lazy(async () => ({
  default: (await loadChunk(() => import('./details/ConsoleDetails.tsx'))).ConsoleDetails,
}));
const LinksSheet = lazy(async () => ({
  default: (await loadChunk(() => import('./links/LinksSheet.tsx'))).LinksSheet,
}));

/** Whatever lies over the desk now. */
export function ConsoleSheets({ sheet, onClose }: { sheet: ConsoleSheet; onClose(): void }) {
  switch (sheet.kind) {
    case 'flash':
      return <FlashSheet itemNumber={sheet.itemNumber} onClose={onClose} />;
    case 'stock':
      return <StockSheet itemNumber={sheet.itemNumber} sign={sheet.sign} onClose={onClose} />;
    case 'price':
      return <PriceSheet itemNumber={sheet.itemNumber} onClose={onClose} />;
    case 'limit':
      return <LimitSheet itemNumber={sheet.itemNumber} onClose={onClose} />;
    case 'remove':
      return <RemoveSheet itemNumber={sheet.itemNumber} onClose={onClose} />;
    case 'bundle':
      return <BundleSheet itemNumber={sheet.itemNumber} onClose={onClose} />;
    case 'vouchers':
      return <VouchersSheet onClose={onClose} />;
    case 'ask':
      return <AskSheet about={sheet.about} onClose={onClose} />;
    case 'add':
      return <AddSheet onClose={onClose} />;
    case 'keys':
      return <KeysSheet onClose={onClose} />;
    case 'shipping':
      return <ShippingSheet onClose={onClose} />;
    case 'bounds':
      return (
        <Suspense fallback={null}>
          <BoundsSheet onClose={onClose} />
        </Suspense>
      );
    case 'details':
      return (
        <Suspense fallback={null}>
          <ConsoleDetails onClose={onClose} />
        </Suspense>
      );
    case 'more':
      return <MoreSheet onClose={onClose} />;
    case 'links':
      return (
        <Suspense fallback={null}>
          <LinksSheet onClose={onClose} />
        </Suspense>
      );
  }
}
