import { useQuery } from '@tanstack/react-query';
import { type DragEvent, useId, useState } from 'react';
import type { Reason } from '../../../../shared/contract/answer.ts';
import type {
  ImportFault,
  ImportPreview,
  ImportTaken,
} from '../../../../shared/contract/catalogue-import.ts';
import { MAX_IMPORT_BYTES, MAX_IMPORT_ROWS } from '../../../../shared/values/product-bounds.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { importWords } from '../../../i18n/products-import.ts';
import { createImportFile } from '../../../stores/import-file.ts';
import { askRoute } from '../../../stores/staff-questions.ts';
import { useWorld } from '../../../stores/world.ts';
import { Button } from '../../../ui/Button.tsx';
import { currencyOptions } from '../../../ui/currencies.ts';
import { FaultWords } from '../../../ui/FaultWords.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { useMoney } from '../../../ui/Price.tsx';
import { SelectField } from '../../../ui/SelectField.tsx';
import { SheetForm } from '../../../ui/SheetForm.tsx';
import { useHostSentence } from '../console/host-sentence.ts';
import { sampleTable } from './sample-table.ts';

/** A file is chosen or dropped, looked at, and taken as it was shown: all rows or none. */
export function ImportSheet({ onTaken, onClose }: { onTaken(taken: ImportTaken): void; onClose(): void }) {
  const say = useMessages(importWords);
  const sentence = useHostSentence('CNY');
  const world = useWorld();
  const [importing] = useState(() => createImportFile(world));
  const newest = useQuery({
    queryKey: ['products', 'sample'],
    queryFn: () => askRoute(world, 'products', { query: { limit: 20 } }),
  }).data;
  const [chosenCurrency, setCurrency] = useState<string | null>(null);
  const currency = chosenCurrency ?? newest?.usualCurrency ?? 'CNY';
  const [seen, setSeen] = useState<{ file: Blob; preview: ImportPreview } | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [reason, setReason] = useState<Reason | null>(null);
  const [isStale, setStale] = useState(false);
  const sample = sampleTable(newest?.products ?? [], currency, say);

  async function look(file: Blob): Promise<void> {
    setBusy(true);
    const answer = await importing.preview({ file, currency });
    setBusy(false);
    setReason(answer.ok ? null : answer.refusal);
    if (answer.ok) setSeen({ file, preview: answer.value });
  }
  async function take({ file, preview }: NonNullable<typeof seen>): Promise<void> {
    setBusy(true);
    const answer = await importing.take({ file, currency }, preview.plan);
    setBusy(false);
    if (answer.ok) return onTaken(answer.value);
    setStale(answer.refusal.code === 'STALE_VERSION');
    if (answer.refusal.code === 'STALE_VERSION') await look(file);
    else setReason(answer.refusal);
  }
  const count = seen ? seen.preview.created + seen.preview.changed : 0;
  const isFine = seen !== null && seen.preview.faultCount === 0 && count > 0;
  return (
    <SheetForm
      title={say.title}
      action={seen ? say.take(isFine ? count : 0) : isBusy ? say.reading : say.sample}
      isBusy={isBusy || (seen !== null && !isFine)}
      onSubmit={(event) => {
        event.preventDefault();
        if (isBusy) return;
        if (seen === null) void look(new Blob([sample], { type: 'text/csv' }));
        else if (isFine) void take(seen);
      }}
      onClose={onClose}
    >
      {seen === null ? (
        <>
          <p>{say.what}</p>
          <SelectField
            label={say.currency}
            value={currency}
            options={currencyOptions(newest?.usualCurrency ?? 'CNY')}
            onChange={setCurrency}
          />
          <FileField isBusy={isBusy} onFile={(file) => void look(file)} />
          <p className="soft small">{say.sampleWhat}</p>
          <a
            className="button line"
            download="products.csv"
            href={`data:text/csv;charset=utf-8,${encodeURIComponent(sample)}`}
          >
            {say.download}
          </a>
          <p className="soft small">{say.never}</p>
        </>
      ) : (
        <>
          {isStale && <Notice tone="attention">{say.changedMeanwhile}</Notice>}
          <Preview preview={seen.preview} currency={currency} />
          <Button
            look="line"
            onClick={() => {
              setSeen(null);
              setStale(false);
              setReason(null);
            }}
          >
            {say.another}
          </Button>
        </>
      )}
      {reason && (
        <Notice tone="fault" onDismiss={() => setReason(null)}>
          {sentence(reason)}
        </Notice>
      )}
    </SheetForm>
  );
}

function FileField({ isBusy, onFile }: { isBusy: boolean; onFile(file: Blob): void }) {
  const say = useMessages(importWords);
  const language = useLanguage();
  const id = useId();
  const [isOver, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file && !isBusy) onFile(file);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a mouse may drop a file here; keys have the button.
    <div
      className={isOver ? 'import-file over' : 'import-file'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <label className="button line" htmlFor={id} aria-busy={isBusy || undefined}>
        {say.choose}
      </label>
      <input
        id={id}
        className="unseen"
        type="file"
        accept=".csv,text/csv"
        disabled={isBusy}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file) onFile(file);
        }}
      />
      <span className="soft small">
        {say.drop}. {say.bounds(MAX_IMPORT_BYTES / 1_048_576, MAX_IMPORT_ROWS.toLocaleString(language))}
      </span>
    </div>
  );
}

/** What is wrong, row by row; or what is new, what changes from what to what, and what is left out. */
function Preview({ preview, currency }: { preview: ImportPreview; currency: string }) {
  const say = useMessages(importWords);
  const { faults, faultCount, created, changed, unchanged, rows } = preview;
  const value = useValueWords(currency);
  const faultWords = (fault: ImportFault) => say.faults[fault.code](fault, say.column(fault.field ?? ''));
  if (faultCount > 0) {
    return (
      <div className="bulk-preview">
        <p role="status">{say.wrong(faultCount)}</p>
        <ol>
          {faults.map((fault) => (
            <li key={JSON.stringify(fault)}>
              <b className="figures">{say.row(fault.row)}</b>
              <FaultWords>{faultWords(fault)}</FaultWords>
            </li>
          ))}
        </ol>
        {faultCount > faults.length && (
          <p className="soft small">{say.unlisted(faultCount - faults.length)}</p>
        )}
      </div>
    );
  }
  return (
    <div className="bulk-preview">
      <p role="status">{say.found(created, changed, unchanged)}</p>
      <LeftOut leftOut={preview.leftOut} />
      <ol>
        {rows.map(({ row, name, changes }) => (
          <li key={row}>
            <span>
              <b className="figures">{say.row(row)}</b> <bdi>{name}</bdi>
            </span>
            <span className="soft">
              {changes.length === 0
                ? say.isNew
                : changes
                    .map(({ field, was, now }) => {
                      const column = columnOf(field);
                      return `${say.column(column)} ${value(field, was)} → ${value(field, now)}`;
                    })
                    .join(say.between)}
            </span>
          </li>
        ))}
      </ol>
      {created + changed > rows.length && (
        <p className="soft small">{say.unlisted(created + changed - rows.length)}</p>
      )}
    </div>
  );
}

/** Fields of a product that a table calls otherwise. */
const amounts: Readonly<Record<string, string>> = {
  priceMinor: 'price',
  floorMinor: 'floor',
  shipBaseMinor: 'shipBase',
  shipIncrementMinor: 'shipIncrement',
};
const columnOf = (field: string) => amounts[field] ?? field;

function useValueWords(currency: string): (field: string, value: string | number) => string {
  const say = useMessages(importWords);
  const money = useMoney(currency);
  const language = useLanguage();
  return (field, value) => {
    if (typeof value === 'string') return value === '' ? say.nothing : value;
    return field in amounts ? money(value) : value.toLocaleString(language);
  };
}

function LeftOut({ leftOut }: { leftOut: ImportPreview['leftOut'] }) {
  const say = useMessages(importWords);
  const { columns, ...counts } = leftOut;
  const words = [
    ...(Object.keys(counts) as (keyof typeof counts)[])
      .filter((name) => counts[name] > 0)
      .map((name) => say.left[name](counts[name])),
    ...(columns.length > 0 ? [say.left.columns(columns.join(say.between))] : []),
  ];
  if (words.length === 0) return null;
  return (
    <p className="soft">
      {say.leftOut} {words.join(say.between)}
    </p>
  );
}
