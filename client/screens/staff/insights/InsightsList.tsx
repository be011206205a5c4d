import { insightsMessages } from '../../../i18n/insights.ts';
import { useMessages } from '../../../i18n/language.ts';
import { createMyStreamsStore } from '../../../stores/my-streams-store.ts';
import { useOwnStore } from '../../../stores/world.ts';
import { Empty } from '../../../ui/Empty.tsx';
import { StreamList } from '../console/StreamsScreen.tsx';
import { StaffHead } from '../shell/StaffHead.tsx';

/** The streams to look back on. */
export function InsightsList() {
  const say = useMessages(insightsMessages);
  const mine = useOwnStore(createMyStreamsStore);
  return (
    <main className="page streams">
      <StaffHead title={say.title} />
      <StreamList store={mine} none={<Empty says={say.none} />} hrefOf={({ slug }) => `/insights/${slug}`} />
    </main>
  );
}
