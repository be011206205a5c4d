import { activityMessages } from '../../../i18n/activity.ts';
import { useMessages } from '../../../i18n/language.ts';
import { officeActivityWords } from '../../../i18n/office-activity.ts';
import { Bones } from '../../../ui/Bones.tsx';
import { place } from '../../../ui/part.tsx';
import { StaffOnly } from '../console/StaffOnly.tsx';
import { StaffHead } from '../shell/StaffHead.tsx';
import { useMayOpen } from '../shell/use-may-open.ts';
import { officeActivity } from '../staff-panels.ts';
import '../console/console.css';

for (const part of officeActivity) part.fetch();
const Acts = place(...officeActivity);

/** What was done on all streams and to the shop, for operators; for a host, on their own streams (A2). */
export function OfficeActivityScreen() {
  const say = useMessages(activityMessages);
  const words = useMessages(officeActivityWords);
  const mayOpenSettings = useMayOpen('settings');
  return (
    <StaffOnly>
      <main className="page">
        <StaffHead title={say.title} back={mayOpenSettings ? '/admin' : '/console'} />
        <p className="soft">{words.about}</p>
        <Acts fallback={<Bones count={8} />} />
      </main>
    </StaffOnly>
  );
}
