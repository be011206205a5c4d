import { useCart } from './viewer-stores.ts';

/** `+1 …`: units that were tapped and that the ledger has not answered for yet; nothing once it has. */
export function OnItsWay({ itemNumber }: { itemNumber: number }) {
  const units = useCart((state) => state.waiting[itemNumber] ?? 0);
  if (units === 0) return null;
  return <span className="on-its-way figures">{`${units > 0 ? '+' : '−'}${Math.abs(units)} …`}</span>;
}
