import { useRef, useState } from 'react';
import { broadcastMessages } from '../../../../i18n/console-broadcast.ts';
import { consoleScreenMessages } from '../../../../i18n/console-screen.ts';
import { useLanguage, useMessages } from '../../../../i18n/language.ts';
import { clockSecond, dayAndTime } from '../../../../ui/time-words.ts';
import { useBroadcast, useConsole, useHost } from '../host-context.ts';
import { type Alert, inOrder } from './alert.ts';
import { PauseFound } from './PauseFound.tsx';
import { useElsewhereAlerts, useWarningAlerts, useWorkAlerts } from './use-act-alerts.tsx';
import { useCashAlerts } from './use-cash-alerts.ts';
import { useFlashAlerts, useLowAlerts, useRanOutAlerts } from './use-shelf-alerts.ts';

/** Everything to watch while talking that is true now, in the order in which it is to be read. */
export function useAlerts(): Alert[] {
  const arrivals = useRef(new Map<string, number>());
  const alerts = [
    ...useMarketAlerts(),
    ...useGapAlerts(),
    ...useCashAlerts(),
    ...useRightsAlerts(),
    ...useWorkAlerts(),
    ...useBroadcastAlerts(),
    ...useFlashAlerts(),
    ...useLowAlerts(),
    ...useWarningAlerts(),
    ...useElsewhereAlerts(),
    ...useRanOutAlerts(),
  ];
  return inOrder(alerts, arrivals.current);
}

/** What holds for all that is shown: a silent line, a paused sale (S6), a disk without room (C25), guessed codes (V1). */
function useMarketAlerts(): Alert[] {
  const say = useMessages(consoleScreenMessages);
  const language = useLanguage();
  const link = useHost((state) => state.link);
  // Connected, the time is not read at all: a heartbeat renders nothing here.
  const asOfMs = useHost((state) => (state.link === 'connected' ? null : state.asOfMs));
  const pause = useHost(({ floor }) => floor.pause);
  const trouble = useHost((state) => state.trouble);
  const alerts: Alert[] = [];
  const urgent = { isUrgent: true, icon: 'attention' } as const;
  if (link !== 'connected') {
    const text = asOfMs === null ? say.staleEver : say.stale(clockSecond(asOfMs, language));
    alerts.push({ ...urgent, key: 'line', text });
  }
  if (pause) {
    const text = say.paused[pause.reason](clockSecond(pause.sinceMs, language));
    alerts.push({ ...urgent, key: 'pause', text, detail: say.pausedHint, whole: <PauseFound /> });
  }
  if (trouble === 'storage_full') {
    alerts.push({ ...urgent, key: 'storage', text: say.storageFull, detail: say.storageFullHint });
  }
  if (trouble === 'codes_guessed') {
    alerts.push({ ...urgent, key: 'codes', text: say.codesGuessed, detail: say.codesGuessedHint });
  }
  return alerts;
}

/** What a restore lost (I5): until it was read. After a failover the paused sale says so by itself. */
function useGapAlerts(): Alert[] {
  const say = useMessages(consoleScreenMessages);
  const language = useLanguage();
  const gap = useHost(({ floor }) => (floor.pause?.reason === 'tail_lost' ? null : floor.gap));
  const [readMs, setReadMs] = useState<number | null>(null);
  if (!gap || gap.restoredAtMs === readMs) return [];
  // A backup may be of days ago.
  const [restored, since] = [dayAndTime(gap.restoredAtMs, language), dayAndTime(gap.sinceMs, language)];
  const text =
    gap.ordersLost === null ? say.gapUnknown(restored, since) : say.gap(restored, since, gap.ordersLost);
  const onDismiss = () => setReadMs(gap.restoredAtMs);
  return [{ key: 'gap', isUrgent: true, icon: 'attention', text, detail: say.gapHint, onDismiss }];
}

/** Somebody changed what this person may do: until they have read it. */
function useRightsAlerts(): Alert[] {
  const say = useMessages(consoleScreenMessages);
  const { host } = useConsole();
  const desk = useHost((state) => (state.hasNewRights ? state.desk : null));
  if (!desk) return [];
  const detail = desk.isHost ? say.rightsAll : say.rightsNow(desk.grants.map((grant) => say.rights[grant]));
  const told = { isUrgent: true, icon: 'attention', text: say.rightsNew, detail } as const;
  return [{ ...told, key: 'rights', onDismiss: host.dismissRights }];
}

/** The way up, while it wants watching: nobody buys what they cannot see. */
function useBroadcastAlerts(): Alert[] {
  const say = useMessages(broadcastMessages);
  const trouble = useBroadcast(({ phase, uplink }) => {
    if (phase === 'broken') return 'alertBroken';
    if (phase !== 'on-air') return null;
    return uplink?.grade === 'none' ? 'alertNone' : uplink?.grade === 'weak' ? 'alertWeak' : null;
  });
  return trouble ? [{ key: trouble, isUrgent: false, icon: 'attention', text: say[trouble] }] : [];
}
