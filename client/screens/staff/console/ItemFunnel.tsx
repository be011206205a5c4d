import { useEffect, useState } from 'react';
import type { ConsoleItem } from '../../../../shared/contract/console.ts';
import type { ItemFunnelCounts } from '../../../../shared/contract/item-funnel.ts';
import { consoleFunnelWords } from '../../../i18n/console-funnel.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { whyRefused } from '../../../i18n/refusal-words.ts';
import { useWorld } from '../../../stores/world.ts';
import { isSelling, useConsole, useHost } from './host-context.ts';
import './item-funnel.css';

/** Pages tell every 15 s what they showed, and refusals are written within a second or two. */
const AGAIN_MS = 5_000;
/** Reasons that have a place; the rarer ones stand in the insights. */
const MOST_REASONS = 3;

const STEPS = ['seen', 'tapped', 'added', 'ordered', 'paid'] as const;

/** From seen to paid with the item in hand, what was refused and why, and who waits. */
export function ItemFunnel({ item: { itemNumber, orders, waiting } }: { item: ConsoleItem }) {
  const say = useMessages(consoleFunnelWords);
  const language = useLanguage();
  const data = useFunnel(itemNumber);
  const write = (n: number) => n.toLocaleString(language);
  const counts: Record<(typeof STEPS)[number], number | null> = {
    seen: data?.seen ?? null,
    tapped: data?.tapped ?? null,
    added: data?.added ?? null,
    ordered: orders.placed,
    paid: orders.paid,
  };
  const most = Math.max(1, ...STEPS.map((step) => counts[step] ?? 0));
  const refused = data?.refused ?? [];
  return (
    <section className="item-funnel" aria-label={say.about}>
      <ol className="funnel-steps figures">
        {STEPS.map((step, index) => {
          const count = counts[step];
          const before = index === 0 ? null : counts[STEPS[index - 1]!];
          const share = count === null || !before ? null : Math.min(1, count / before);
          const width = (100 * (count ?? 0)) / most;
          return (
            <li key={step} title={count === null && data ? say.uncounted : say.hints[step]}>
              <b>{count === null ? '–' : write(count)}</b> <span className="soft">{say[step]}</span>
              {/* All of one scale: what one step loses is seen beside it. */}
              <i aria-hidden="true" style={{ inlineSize: `${width.toFixed(1)}%` }} />
              {share !== null && (
                <span className="unseen">{say.of(share.toLocaleString(language, { style: 'percent' }))}</span>
              )}
            </li>
          );
        })}
      </ol>
      <p className="funnel-beside soft small figures">
        {refused.length > 0 ? (
          <span>
            {say.refusedAbout}:{' '}
            {refused
              .slice(0, MOST_REASONS)
              .map(({ code, buyers }) => say.refused(write(buyers), whyRefused(code, language)))
              .join(' · ')}
          </span>
        ) : (
          data && <span>{say.nobodyRefused}</span>
        )}
        {waiting.buyers > 0 && <span>{say.waiting(write(waiting.buyers), write(waiting.units))}</span>}
        {data && data.oneIn > 1 && <span>{say.sampled(data.oneIn)}</span>}
      </p>
    </section>
  );
}

/** What is told of an item; null until it is. Of another item nothing is kept, and while nothing is sold nothing is asked again. */
function useFunnel(itemNumber: number): ItemFunnelCounts | null {
  const { http } = useWorld();
  const { host } = useConsole();
  const isOn = useHost(({ floor }) => isSelling(floor.status));
  const [told, setTold] = useState<{ itemNumber: number; counts: ItemFunnelCounts } | null>(null);
  useEffect(() => {
    let isOver = false;
    async function look() {
      if (document.visibilityState !== 'visible') return;
      const answer = await http.call('itemFunnel', {
        params: { slug: host.slug },
        query: { item: itemNumber },
      });
      if (!isOver && answer.ok) setTold({ itemNumber, counts: answer.value });
    }
    void look();
    const timer = isOn ? setInterval(() => void look(), AGAIN_MS) : undefined;
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [host.slug, http, isOn, itemNumber]);
  return told?.itemNumber === itemNumber ? told.counts : null;
}
