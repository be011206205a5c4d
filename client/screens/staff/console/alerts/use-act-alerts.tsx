import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { ActivityEntry } from '../../../../../shared/contract/activity.ts';
import { SECOND } from '../../../../../shared/values/time.ts';
import { consoleScreenMessages } from '../../../../i18n/console-screen.ts';
import { useLanguage, useMessages } from '../../../../i18n/language.ts';
import { flashOn } from '../../../../stores/host/floor.ts';
import { type HostCommand, itemOf } from '../../../../stores/host/host-commands.ts';
import type { HostState } from '../../../../stores/host/host-state.ts';
import { useWorld } from '../../../../stores/world.ts';
import { useMoney } from '../../../../ui/Price.tsx';
import { personIn } from '../../../../ui/person-in.ts';
import { useServerTime } from '../../../../ui/server-time.ts';
import { useActName, useConsole, useCurrency, useHost, useItemName, useMay } from '../host-context.ts';
import { useHostSentence } from '../host-sentence.ts';
import type { Alert } from './alert.ts';
import { Presently } from './Presently.tsx';

/** A change from elsewhere is told so long. */
const TOLD_MS = 30 * SECOND;
/** So many acts of the log are looked through for who did one: those of a moment. */
const ACTS_LOOKED_AT = 20;

/** Acts that came to nothing, or have no answer, each with what can be done about it. */
export function useWorkAlerts(): Alert[] {
  const say = useMessages(consoleScreenMessages);
  const { host } = useConsole();
  const works = useHost((state) => state.works);
  // Of these alone: what sells changes nothing here.
  const versions = useHost(
    useShallow(({ works: all, floor }) => all.map(({ act }) => versionOn(floor, act))),
  );
  const sentence = useHostSentence(useCurrency());
  const actName = useActName();
  const newestFirst = works.map((work, at) => ({ ...work, known: versions[at] ?? 0 })).reverse();
  return newestFirst.flatMap(({ key, act, state, reason, known }): Alert[] => {
    if (state === 'sending' || !reason) return [];
    const itemNumber = itemOf(act);
    const isUnanswered = state === 'unanswered';
    const isStale = reason.code === 'STALE_VERSION';
    // An undo that came too late is not done again: the present state is what it is.
    const mayAgain = isUnanswered || (isStale && act.kind !== 'lineup:undo');
    const isPresentKnown = !isStale || known >= reason.version;
    const alert: Alert = {
      key: `work ${key}`,
      isUrgent: mayAgain,
      icon: 'attention',
      text: say.refused(actName(act), sentence(reason)),
      onDismiss: () => host.dismissWork(key),
    };
    if (isUnanswered) alert.detail = say.neverTwice;
    else if (isStale && itemNumber !== null) alert.detail = <Presently itemNumber={itemNumber} />;
    if (mayAgain) {
      const name = isUnanswered ? say.askAgain : say.again;
      alert.remedy = { name, isDisabled: !isPresentKnown, run: () => void host.again(key) };
    }
    return [alert];
  });
}

/** The last console fact on what an act is about. */
function versionOn({ items, lineupVersion }: HostState['floor'], act: HostCommand): number {
  const itemNumber = itemOf(act);
  return itemNumber === null ? lineupVersion : (items[itemNumber]?.version ?? 0);
}

/** F1: a flash that stands, and was cheaper lately. */
export function useWarningAlerts(): Alert[] {
  const say = useMessages(consoleScreenMessages);
  const { host } = useConsole();
  const warning = useHost((state) => state.warning);
  const flash = useHost(({ warning: of, floor }) => {
    const item = of && floor.items[of.itemNumber];
    return item ? flashOn(item) : null;
  });
  const endsAtMs = flash?.endsAtMs ?? null;
  const startsAtMs = flash?.startsAtMs ?? null;
  const isAhead = useServerTime((nowMs) => startsAtMs !== null && nowMs < startsAtMs);
  const isOver = useServerTime((nowMs) => endsAtMs !== null && endsAtMs <= nowMs);
  const nameOf = useItemName();
  const money = useMoney(useCurrency());
  if (!warning || isOver) return [];
  const text = (isAhead ? say.warningAhead : say.warning)(
    nameOf(warning.itemNumber),
    money(warning.recentLowMinor),
  );
  const key = `warning ${warning.seq}`;
  return [{ key, isUrgent: false, icon: 'attention', text, onDismiss: host.dismissWarning }];
}

/** What was changed on this floor from elsewhere, by whom, for a while. */
export function useElsewhereAlerts(): Alert[] {
  const say = useMessages(consoleScreenMessages);
  const { host } = useConsole();
  const nameOf = useItemName();
  const changes = useHost((state) => state.elsewhere);
  const doer = useDoer(changes);
  // In Activity it stands on; the strip is for what is new.
  const past = useServerTime((nowMs) =>
    changes.flatMap(({ version, atMs }) => (nowMs - atMs > TOLD_MS ? version : [])).join(' '),
  ).split(' ');
  const works = useHost((state) => state.works);
  // The frame of this console's own act may come before its answer: it is nobody else's.
  const isOwn = (itemNumber: number | null) =>
    works.some(({ act, state }) => state === 'sending' && itemOf(act) === itemNumber);
  return changes
    .filter(({ itemNumber, version }) => !isOwn(itemNumber) && !past.includes(String(version)))
    .sort((a, b) => b.version - a.version)
    .map((change) => ({
      key: `elsewhere ${change.version} ${change.itemNumber}`,
      isUrgent: false,
      icon: 'eye',
      text: say.elsewhere[change.kind](
        doer(change.version),
        change.itemNumber === null ? '' : nameOf(change.itemNumber),
      ),
      onDismiss: () => host.dismissElsewhere(change),
    }));
}

/** Who did an act, out of the log (A2): a frame says only what. Whoever may not read that reads that it was somebody. */
function useDoer(changes: HostState['elsewhere']): (version: number) => string {
  const say = useMessages(consoleScreenMessages);
  const language = useLanguage();
  const { http, me } = useWorld();
  const { host } = useConsole();
  const mayRead = useMay('host');
  const myself = useStore(me.store, (state) => state.me?.staff?.staffId);
  const [acts, setActs] = useState<ReadonlyMap<number, ActivityEntry['by']>>(new Map());
  const newest = changes.reduce((most, { version }) => Math.max(most, version), 0);
  useEffect(() => {
    if (!mayRead || newest === 0) return;
    let isOver = false;
    void http
      .call('streamActivity', { params: { slug: host.slug }, query: { limit: ACTS_LOOKED_AT } })
      .then((answer) => {
        if (!isOver && answer.ok) setActs(new Map(answer.value.entries.map(({ seq, by }) => [seq, by])));
      });
    return () => {
      isOver = true;
    };
  }, [host.slug, http, mayRead, newest]);
  return (version) => {
    const by = acts.get(version);
    if (by && by.staffId === myself) return say.youElsewhere;
    return by?.name === undefined ? say.someone : personIn(language, by.name, by.nameEn);
  };
}
