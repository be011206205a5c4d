import type { RefundView } from '../../../shared/contract/order-refund.ts';
import { formatMoney } from '../../../shared/values/money.ts';
import { namedIn } from '../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { Option } from '../../screens/staff/console/Option.tsx';
import { Button } from '../../ui/Button.tsx';
import { UnitsOf } from './HowMuch.tsx';
import { fits, kindsOf, type RefundDraft, type RefundLine, withAll, withLine } from './refund-draft.ts';
import { refundWords } from './refund-words.ts';

/** The lines of an order: which of them are refunded, and how many units of each. */
export function RefundLines({
  view,
  draft,
  isOpen,
  onChange,
}: {
  view: RefundView;
  draft: RefundDraft;
  /** Something can be refunded in the draft's way. */
  isOpen: boolean;
  onChange(part: Partial<RefundDraft>): void;
}) {
  const say = useMessages(refundWords);
  const language = useLanguage();
  const money = (minor: number) => formatMoney(minor, view.currency, language);
  const isPaid = (view.status === 'PAID' || view.status === 'COMPLETED') && !view.isUnpaidCash;
  const nameOf = (line: RefundLine) => namedIn(language, line).name;
  const about = ({ units, unitPriceMinor, paidMinor }: RefundLine) => {
    if (!isPaid) return say.unpaidLine(units, money(unitPriceMinor));
    const offMinor = paidMinor - units * unitPriceMinor;
    return say.line(units, money(unitPriceMinor), offMinor === 0 ? null : money(offMinor), money(paidMinor));
  };
  const isByUnit = isOpen && draft.kind !== 'amount';
  const unitsOf = (line: RefundLine, at: number, name: string | null) => {
    const units = draft.picked.get(at);
    // Of a single unit nothing is to be chosen.
    if (!isByUnit || units === undefined || line.units === 1) return null;
    return (
      <UnitsOf
        line={line}
        name={name}
        units={Math.min(units, line.openUnits)}
        onChange={(count) => onChange({ picked: new Map(draft.picked).set(at, count) })}
      />
    );
  };
  const { totalMinor, backMinor } = view;
  const shippingMinor = view.lines.reduce((rest, { paidMinor }) => rest - paidMinor, totalMinor);
  const sums = isPaid && (
    <>
      <p className="refund-sums soft small figures">
        {say.sums(money(shippingMinor), money(totalMinor), backMinor > 0 ? money(backMinor) : null)}
      </p>
      {shippingMinor > 0 && (
        <p className="soft small">{say.shippingAlone(kindsOf(view).includes('amount'))}</p>
      )}
    </>
  );
  const [only] = view.lines;
  if (only && view.lines.length === 1)
    return (
      <fieldset className="options">
        <legend>{say.which}</legend>
        <p className="refund-line">
          <b>{nameOf(only)}</b>
          <span className="soft">{about(only)}</span>
        </p>
        {unitsOf(only, 0, null)}
        {sums}
      </fieldset>
    );
  const open = isOpen ? view.lines.filter((line) => fits(line, draft.kind)).length : 0;
  return (
    <fieldset className="options">
      <legend>{say.several}</legend>
      {open > 1 && (
        <Button
          look="quiet"
          disabled={draft.picked.size === open}
          onClick={() => onChange(withAll(draft, view))}
        >
          {say.pickAll}
        </Button>
      )}
      {view.lines.map((line, at) => {
        const isLeft = isOpen && fits(line, draft.kind);
        return (
          <div key={`${line.itemNumber} ${line.unitPriceMinor}`} className="refund-pick">
            <Option
              kind="checkbox"
              isOn={draft.picked.has(at)}
              disabled={!isLeft}
              words={nameOf(line)}
              about={isOpen && !isLeft ? `${about(line)} · ${say.left[draft.kind]}` : about(line)}
              onChange={() => onChange(withLine(draft, at, view))}
            />
            {unitsOf(line, at, nameOf(line))}
          </div>
        );
      })}
      {sums}
    </fieldset>
  );
}
