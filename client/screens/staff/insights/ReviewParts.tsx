import { useMessages } from '../../../i18n/language.ts';
import { reviewMessages } from '../../../i18n/review.ts';
import { part } from '../../../ui/part.tsx';
import { Tabs } from '../../../ui/Tabs.tsx';
import { AudienceTab } from './AudienceTab.tsx';
import { ChannelsTab } from './ChannelsTab.tsx';
import { Exports } from './Exports.tsx';
import { MoneyTab } from './MoneyTab.tsx';
import { OverviewTab } from './OverviewTab.tsx';
import { type ReviewTab, reviewTabs, useReviewTab } from './review-tabs.ts';
import type { ReviewTold } from './review-told.ts';
import { useFetchedByHand } from './use-fetched-by-hand.ts';
import { useIsOnPaper } from './use-is-on-paper.ts';

const ItemsTab = part(() => import('./ItemsTab.tsx').then((module) => module.ItemsTab));
const FlashesTab = part(() => import('./FlashesTab.tsx').then((module) => module.FlashesTab));
const CompareTab = part(() => import('./CompareTab.tsx').then((module) => module.CompareTab));
const laterTabs = [ItemsTab, FlashesTab, CompareTab];

/** One tab of a review at a time, by its address; on paper those that fit on one page. */
export function ReviewParts(told: ReviewTold) {
  const say = useMessages(reviewMessages);
  const { tab, open } = useReviewTab();
  const isOnPaper = useIsOnPaper();
  useFetchedByHand(laterTabs);
  return (
    <>
      <div className="review-parts">
        <Tabs
          label={say.parts}
          tabs={reviewTabs.map((name) => ({ name, words: say.tabs[name] }))}
          open={tab}
          onOpen={open}
        >
          <div className={`review-${tab}`}>
            <Part tab={tab} told={told} />
          </div>
        </Tabs>
      </div>
      {isOnPaper && (
        <div className="review-paper">
          <OverviewTab {...told} />
          <AudienceTab {...told} />
          <MoneyTab {...told} />
          <ItemsTab {...told} />
          <FlashesTab {...told} />
          <CompareTab {...told} />
        </div>
      )}
    </>
  );
}

function Part({ tab, told }: { tab: ReviewTab; told: ReviewTold }) {
  switch (tab) {
    case 'overview':
      return <OverviewTab {...told} />;
    case 'items':
      return <ItemsTab {...told} />;
    case 'flashes':
      return <FlashesTab {...told} />;
    case 'audience':
      return <AudienceTab {...told} />;
    case 'channels':
      return <ChannelsTab {...told} />;
    case 'money':
      return <MoneyTab {...told} />;
    case 'compare':
      return <CompareTab {...told} />;
    case 'export':
      return <Exports slug={told.slug} />;
  }
}
