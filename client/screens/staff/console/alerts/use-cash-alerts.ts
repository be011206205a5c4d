import { consoleScreenMessages } from '../../../../i18n/console-screen.ts';
import { useMessages } from '../../../../i18n/language.ts';
import { nameOfAlarm } from '../../../../stores/host/host-state.ts';
import { useConsole, useHost, useItemName, useMay } from '../host-context.ts';
import type { Alert } from './alert.ts';

/** What of new buyers' cash alarms (H8), with the host's way to its release; until it is dismissed. */
export function useCashAlerts(): Alert[] {
  const say = useMessages(consoleScreenMessages);
  const alarms = useHost(({ floor }) => floor.cashAlarms);
  const dismissed = useHost(({ dismissedAlarms }) => dismissedAlarms);
  const nameOf = useItemName();
  const { host, show } = useConsole();
  const mayRelease = useMay('host');
  if (!alarms) return [];
  const open = alarms.filter((alarm) => !dismissed.includes(nameOfAlarm(alarm)));
  return open.map((alarm): Alert => {
    const { of } = alarm;
    const text = of.kind === 'item' ? say.alarmItem(nameOf(of.itemNumber)) : say.alarmNetwork;
    const alert: Alert = {
      key: `cash ${nameOfAlarm(alarm)}`,
      isUrgent: true,
      icon: 'attention',
      text,
      onDismiss: () => host.dismissCashAlarm(alarm),
    };
    if (mayRelease) {
      alert.remedy = { name: say.alarmLook, isDisabled: false, run: () => show({ kind: 'release' }) };
    }
    return alert;
  });
}
