import { insightsMessages } from '../../../i18n/insights.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { OfOrders } from '../orders/OfOrders.tsx';

const LABELS = ['1', '2', '3', '4+'];

/** How many paid orders had one, two, three, or four and more pieces. */
export function Histogram({ slug, counts }: { slug: string; counts: readonly number[] }) {
  const say = useMessages(insightsMessages);
  const language = useLanguage();
  const most = Math.max(1, ...counts);
  return (
    <figure className="histogram">
      <figcaption className="soft">{say.histogram}</figcaption>
      <ol>
        {LABELS.map((label, at) => (
          <li key={label}>
            <span className="figures">{label}</span>
            <span className="histogram-track" aria-hidden="true">
              <i style={{ width: `${((counts[at] ?? 0) / most) * 100}%` }} />
            </span>
            <b className="figures">
              <OfOrders filter={{ stream: slug, outcome: 'paid', units: at + 1 }} count={counts[at] ?? 0}>
                {(counts[at] ?? 0).toLocaleString(language)}
              </OfOrders>
            </b>
          </li>
        ))}
      </ol>
    </figure>
  );
}
