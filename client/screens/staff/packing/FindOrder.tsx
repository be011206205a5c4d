import type { PackingView } from '../../../../shared/contract/packing.ts';
import { useMessages } from '../../../i18n/language.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { packingWords } from './words.ts';
import '../../../ui/find.css';

/** Fewer parcels are found by looking. */
const WORTH_FINDING = 6;

type Called = { number: string; reference: string };

/** True if a packing has so much in it that a field to find an order helps. */
export function isWorthFinding({ toPack, parcels, claims }: PackingView): boolean {
  return toPack.length + parcels.length + claims.length >= WORTH_FINDING;
}

/** What of a packing belongs to an order as it is typed, by its reference or its number (O7); nothing typed: all of it. */
export function packingOfOrder(view: PackingView, typed: string): PackingView {
  if (typed === '') return view;
  const isMeant = ({ reference, number }: Called) => reference.startsWith(typed) || number.startsWith(typed);
  return {
    ...view,
    toPack: view.toPack.filter(({ lines }) => lines.some(isMeant)),
    parcels: view.parcels.filter(({ lines }) => lines.some(isMeant)),
    claims: view.claims.filter(isMeant),
  };
}

/** A field for what stands on a slip; words around the number are left out. */
export function FindOrder({ typed, onType }: { typed: string; onType(typed: string): void }) {
  const say = useMessages(packingWords);
  return (
    <label className="find">
      <Icon name="search" size={18} />
      <span className="unseen">{say.findOrder}</span>
      <input
        type="search"
        inputMode="numeric"
        value={typed}
        placeholder={say.findOrder}
        autoComplete="off"
        onChange={(event) => onType(event.target.value.replace(/[^0-9-]/g, '').slice(0, 20))}
      />
    </label>
  );
}
