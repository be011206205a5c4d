import { consoleScreenMessages } from '../../../../i18n/console-screen.ts';
import { useMessages } from '../../../../i18n/language.ts';
import { useConsole, useHost, useItemName, useMay } from '../host-context.ts';
import type { Alert } from './alert.ts';

/** What of new buyers' cash alarms (H8), with the host's way to its release. */
export function useCashAlerts(): Alert[] {
  const say = useMessages(consoleScreenMessages);
  const alarms = useHost(({ floor }) => floor.cashAlarms);
  const nameOf = useItemName();
  const { show } = useConsole();
  const mayRelease = useMay('host');
  if (!alarms) return [];
  return alarms.map(({ of, sinceMs }): Alert => {
    const text = of.kind === 'item' ? say.alarmItem(nameOf(of.itemNumber)) : say.alarmNetwork;
    const alert: Alert = { key: `cash ${of.kind} ${sinceMs}`, isUrgent: true, icon: 'attention', text };
    if (mayRelease) {
      alert.remedy = { name: say.alarmLook, isDisabled: false, run: () => show({ kind: 'release' }) };
    }
    return alert;
  });
}
