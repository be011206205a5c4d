import { useMessages } from '../../i18n/language.ts';
import { useConsole, useHost, useItemName, useMay } from '../../screens/staff/console/host-context.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { ReleaseSheet } from './ReleaseSheet.tsx';
import { releaseMessages } from './release-words.ts';

/** What of new buyers' cash alarms (H8), with the way to its release. */
export function CashAlarms() {
  const say = useMessages(releaseMessages);
  const alarms = useHost(({ floor }) => floor.cashAlarms);
  const nameOf = useItemName();
  const { show } = useConsole();
  const mayRelease = useMay('host');
  if (!alarms) return null;
  return (
    <Notice tone="fault">
      {alarms.map(({ of, sinceMs }) => (
        <p key={`${of.kind} ${sinceMs}`}>
          {of.kind === 'item' ? say.alarmItem(nameOf(of.itemNumber)) : say.alarmNetwork}
        </p>
      ))}
      {mayRelease && (
        <Button look="line" onClick={() => show({ kind: 'form', Form: ReleaseSheet })}>
          {say.look}
        </Button>
      )}
    </Notice>
  );
}
