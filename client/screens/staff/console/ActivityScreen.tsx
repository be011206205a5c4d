import { activityMessages } from '../../../i18n/activity.ts';
import { useMessages } from '../../../i18n/language.ts';
import { Bones } from '../../../ui/Bones.tsx';
import { place } from '../../../ui/part.tsx';
import { StaffHead } from '../shell/StaffHead.tsx';
import { streamActivity } from './console-panels.ts';
import { StaffOnly } from './StaffOnly.tsx';
import './console.css';

for (const part of streamActivity) part.fetch();
const Acts = place(...streamActivity);

/** What was done on a stream, for who runs it. */
export function ActivityScreen({ slug = '' }: { slug?: string }) {
  const say = useMessages(activityMessages);
  return (
    <StaffOnly>
      <main className="page">
        <StaffHead title={say.title} back={`/console/${slug}`} />
        <p className="soft">{say.about}</p>
        <Acts slug={slug} fallback={<Bones count={8} />} />
      </main>
    </StaffOnly>
  );
}
