import { floorMessages } from '../../../i18n/insights-floor.ts';
import { useMessages } from '../../../i18n/language.ts';

const FILES = ['facts', 'orders', 'lines', 'minutes', 'channels'] as const;
const FORMATS = { csv: 'CSV', ndjson: 'NDJSON', parquet: 'Parquet' } as const;

/** The raw data, to be counted by somebody else. */
export function Exports({ addressOf }: { addressOf(file: string): string }) {
  const say = useMessages(floorMessages);
  return (
    <section className="review-block exports">
      <h2>{say.exports}</h2>
      <ul>
        {FILES.map((file) => (
          <li key={file}>
            <span>{say.exportNames[file]}</span>
            {Object.entries(FORMATS).map(([extension, name]) => (
              <a key={extension} href={addressOf(`${file}.${extension}`)} download>
                {name}
                <span className="unseen"> {say.exportNames[file]}</span>
              </a>
            ))}
          </li>
        ))}
      </ul>
      <p>
        <a href={addressOf('dictionary.csv')} download>
          {say.dictionary}
        </a>
      </p>
    </section>
  );
}
