import { activityMessages } from '../../i18n/activity.ts';
import { useMessages } from '../../i18n/language.ts';
import { useConsole, useMay } from '../../screens/staff/console/host-context.ts';

/** The way from the desk to what was done on its stream (A2); for its host alone. */
export function ActivityButton() {
  const say = useMessages(activityMessages);
  const { host } = useConsole();
  if (!useMay('host')) return null;
  return (
    <a className="button line" href={`/console/${host.slug}/activity`}>
      {say.open}
    </a>
  );
}
