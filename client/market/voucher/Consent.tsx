import { useMessages } from '../../i18n/language.ts';
import { useCurrency } from '../../screens/staff/console/host-context.ts';
import { useMoney } from '../../ui/Price.tsx';
import { voucherFormMessages } from './console-words.ts';

/**
 * The producer's yes to a price below their floor: the host says that it was given, and the log keeps it. Who may not
 * know the floor says so without it.
 */
export function Consent({
  floorMinor,
  isGiven,
  onChange,
}: {
  floorMinor: number | null;
  isGiven: boolean;
  onChange(isGiven: boolean): void;
}) {
  const say = useMessages(voucherFormMessages);
  const money = useMoney(useCurrency());
  return (
    <label className="option consent">
      <input type="checkbox" checked={isGiven} onChange={(event) => onChange(event.target.checked)} />
      <span>
        <b>{floorMinor === null ? say.consentUnseen : say.consent(money(floorMinor))}</b>
      </span>
    </label>
  );
}
