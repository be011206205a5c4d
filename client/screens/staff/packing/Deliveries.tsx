import { type ChangeEvent, useId } from 'react';
import { useStore } from 'zustand';
import { useMessages } from '../../../i18n/language.ts';
import { DELIVERIES, type PackingStore } from '../../../stores/packing-store.ts';
import { Notice } from '../../../ui/Notice.tsx';
import { PackingFault } from './PackingFault.tsx';
import { packingWords } from './words.ts';

/** The logistics desk's list: taken whole, or each bad row is named. */
export function Deliveries({ desk }: { desk: PackingStore }) {
  const say = useMessages(packingWords);
  const id = useId();
  const report = useStore(desk.store, (state) => state.report);
  const busy = useStore(desk.store, (state) => state.busy[DELIVERIES] === true);
  const bring = (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.target.files ?? [];
    event.target.value = '';
    if (file) void desk.bringDeliveries(file);
  };
  return (
    <section className="desk-card desk-deliveries">
      <h2 className="desk-part">{say.deliveries}</h2>
      <p className="soft">{say.deliveriesHint}</p>
      <label className="button line" htmlFor={id} aria-busy={busy || undefined}>
        {say.bring}
      </label>
      <input id={id} className="unseen" type="file" accept=".csv,text/csv" disabled={busy} onChange={bring} />
      <PackingFault desk={desk} name={DELIVERIES} />
      {report && report.faults.length === 0 && (
        <Notice tone="done">{say.brought(report.delivered, report.again)}</Notice>
      )}
      {report && report.faults.length > 0 && (
        <Notice tone="fault">
          <p>{say.notBrought}</p>
          <ul className="desk-rows">
            {report.faults.map((fault) => (
              <li key={`${fault.row} ${fault.what}`}>
                <strong className="figures">{say.row(fault.row)}</strong> {say.faults[fault.code](fault)}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </section>
  );
}
