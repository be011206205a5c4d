import { insightsMessages } from '../../../i18n/insights.ts';
import { floorMessages } from '../../../i18n/insights-floor.ts';
import { useMessages } from '../../../i18n/language.ts';
import { insightsFiles } from '../../../stores/insights-files.ts';
import { Button } from '../../../ui/Button.tsx';
import type { ReviewTold } from './review-told.ts';

const FILES = ['facts', 'orders', 'lines', 'minutes', 'channels', 'chat'] as const;
const FORMATS = { csv: 'CSV', ndjson: 'NDJSON', parquet: 'Parquet' } as const;

/** The raw data, to be counted by somebody else, and the review on one page of paper. */
export function Exports({ slug }: Pick<ReviewTold, 'slug'>) {
  const say = useMessages(floorMessages);
  const words = useMessages(insightsMessages);
  const { itemsAddress, addressOf } = insightsFiles(slug);
  return (
    <section className="review-block exports">
      <h2>{say.exports}</h2>
      <ul>
        <li>
          <span>{words.items}</span>
          <a href={itemsAddress} download>
            CSV
            <span className="unseen"> {words.items}</span>
          </a>
        </li>
        {FILES.map((file) => (
          <li key={file}>
            <span>{say.exportNames[file]}</span>
            {Object.entries(FORMATS).map(([extension, name]) => (
              <a key={extension} href={addressOf(`${file}.${extension}`)} download>
                {name}
                <span className="unseen"> {say.exportNames[file]}</span>
              </a>
            ))}
            {file === 'chat' && <p>{say.chatExport}</p>}
          </li>
        ))}
      </ul>
      <p>
        <a href={addressOf('dictionary.csv')} download>
          {say.dictionary}
        </a>
      </p>
      <Button look="line" onClick={() => print()}>
        {words.print}
      </Button>
    </section>
  );
}
