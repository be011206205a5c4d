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
/** After an answer that did not come: the first again sooner, each further one a second later. */
const MISSED_AGAIN_MS = 1_000;
/** Reasons that have a place; the rarer ones stand in the insights. */
const MOST_REASONS = 3;

const STEPS = ['seen', 'tapped', 'added', 'ordered', 'paid'] as const;

/** From seen to paid with the item in hand, what was refused and why, and who waits. */
export function ItemFunnel({ item: { itemNumber, orders, waiting } }: { item: ConsoleItem }) {
  const say = useMessages(consoleFunnelWords);
  const language = useLanguage();
  const isOn = useHost(({ floor }) => isSelling(floor.status));
  const data = useFunnel(itemNumber, isOn);
  // A stream that is on is counted: what no page has told and nobody has added so far is 0.
  const counted = (n: number | null | undefined) => (data ? (n ?? 0) : null);
  const write = (n: number) => n.toLocaleString(language);
  const counts: Record<(typeof STEPS)[number], number | null> = {
    seen: counted(data?.seen),
    tapped: counted(data?.tapped),
    added: counted(data?.added),
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
            <li key={step} title={say.hints[step]}>
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
        {data?.seen === null && <span>{say.noneTold}</span>}
        {data && data.oneIn > 1 && <span>{say.sampled(data.oneIn)}</span>}
      </p>
    </section>
  );
}

/**
 * What is told of an item; null until it is. What was told of an item before stands until the next answer, and while nothing is
 * sold nothing is asked again.
 */
function useFunnel(itemNumber: number, isOn: boolean): ItemFunnelCounts | null {
  const { http } = useWorld();
  const { host } = useConsole();
  // Of one stream, whose lineup is bounded (L1).
  const [told, setTold] = useState<ReadonlyMap<number, ItemFunnelCounts>>(new Map());
  useEffect(() => {
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let misses = 0;
    async function look() {
      clearTimeout(timer);
      if (document.visibilityState !== 'visible') return;
      const answer = await http.call('itemFunnel', {
        params: { slug: host.slug },
        query: { item: itemNumber },
      });
      if (isOver) return;
      if (answer.ok) setTold((known) => new Map(known).set(itemNumber, answer.value));
      misses = answer.ok ? 0 : misses + 1;
      clearTimeout(timer);
      if (!answer.ok) timer = setTimeout(lookNow, Math.min(AGAIN_MS, misses * MISSED_AGAIN_MS));
      else if (isOn) timer = setTimeout(lookNow, AGAIN_MS);
    }
    const lookNow = () => void look();
    lookNow();
    document.addEventListener('visibilitychange', lookNow);
    return () => {
      isOver = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', lookNow);
    };
  }, [host.slug, http, isOn, itemNumber]);
  return told.get(itemNumber) ?? null;
}
