import { type ReactNode, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { StreamSummary } from '../../../../shared/market/stream/contract.ts';
import { activityMessages } from '../../../i18n/activity.ts';
import { commonMessages } from '../../../i18n/common.ts';
import { streamsMessages } from '../../../i18n/console-streams.ts';
import { useMessages } from '../../../i18n/language.ts';
import { createMyStreamsStore } from '../../../stores/my-streams-store.ts';
import { useOwnStore, useWorld } from '../../../stores/world.ts';
import { Bones } from '../../../ui/Bones.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Empty } from '../../../ui/Empty.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { part } from '../../../ui/part.tsx';
import { StaffHead } from '../shell/StaffHead.tsx';
import { useHostSentence } from './host-sentence.ts';
import { NewStreamSheet } from './NewStreamSheet.tsx';
import { ShopReminder } from './ShopReminder.tsx';
import { type StreamActs, StreamTable } from './StreamTable.tsx';

const TeamSheet = part(() => import('./team/TeamSheet.tsx').then((module) => module.TeamSheet));
const NotAddedYet = part(() => import('./team/NotAddedYet.tsx').then((module) => module.NotAddedYet));
const DetailsSheet = part(() => import('./details/DetailsSheet.tsx').then((module) => module.DetailsSheet));

/** The streams of a member of staff, what their pages say, and a new one. */
export function StreamsScreen() {
  const say = useMessages(streamsMessages);
  const sayActivity = useMessages(activityMessages);
  const mine = useOwnStore(createMyStreamsStore);
  const [isMaking, setMaking] = useState(() => copiedAt() !== null);
  const [copied, setCopied] = useState(copiedAt);
  const streams = useStore(mine.store, (state) => state.streams);
  const lineups = useStore(mine.store, (state) => state.lineups);
  useEffect(() => {
    if (isMaking) void mine.readLineups();
  }, [isMaking, mine]);
  const [edited, setEdited] = useState<string | null>(null);
  const [staffed, setStaffed] = useState<string | null>(null);
  const usualCurrency = useStore(mine.store, (state) => state.usualCurrency);
  const { me } = useWorld();
  const role = useStore(me.store, (state) => state.me?.staff?.role);
  const mayMake = role === 'operator' || role === 'host';
  function copy(slug: string | null) {
    setCopied(slug);
    setMaking(true);
  }
  return (
    <main className="page streams">
      <StaffHead title={say.myStreams}>
        {mayMake && (
          <a className="button line" href="/office/activity">
            {sayActivity.open}
          </a>
        )}
      </StaffHead>
      {mayMake && <ShopReminder isOperator={role === 'operator'} />}
      <StreamList
        store={mine}
        none={role === 'assistant' ? <NotAddedYet reload={mine.reload} /> : <Empty says={say.none} />}
        acts={mayMake ? { onEdit: setEdited, onTeam: setStaffed, onCopy: copy } : null}
      />
      {mayMake && (
        <div className="streams-foot">
          <Button look="primary" wide onClick={() => copy(null)}>
            <Icon name="plus" />
            {say.newStream}
          </Button>
        </div>
      )}
      {edited && (
        <DetailsSheet slug={edited} onSaved={() => void mine.reload()} onClose={() => setEdited(null)} />
      )}
      {staffed && <TeamSheet slug={staffed} onClose={() => setStaffed(null)} />}
      {isMaking && (copied === null || streams) && (
        <NewStreamSheet
          streams={streams?.filter(isCopied) ?? []}
          from={copied}
          onCreate={mine.create}
          onCopy={mine.copy}
          lineups={lineups}
          acts={{ save: mine.saveLineup, remove: mine.deleteLineup }}
          onClose={() => setMaking(false)}
          {...(usualCurrency === null ? {} : { currency: usualCurrency })}
        />
      )}
    </main>
  );
}

/** The streams, or why they do not come, or that there is none. */
function StreamList({
  store,
  none,
  acts,
}: {
  store: ReturnType<typeof createMyStreamsStore>;
  /** What stands there without any. */
  none: ReactNode;
  acts: StreamActs | null;
}) {
  const common = useMessages(commonMessages);
  const streams = useStore(store.store, (state) => state.streams);
  const reason = useStore(store.store, (state) => state.reason);
  const sentence = useHostSentence('CNY');
  if (reason && !streams) {
    return (
      <div className="stream-none">
        <p role="alert">{sentence(reason)}</p>
        <Button look="line" onClick={() => void store.reload()}>
          {common.tryAgain}
        </Button>
      </div>
    );
  }
  if (!streams) {
    return <Bones />;
  }
  return streams.length === 0 ? none : <StreamTable streams={streams} acts={acts} />;
}

/** Which stream the address asks to copy, as the summary of one leads here; null: none. */
const copiedAt = () => new URLSearchParams(location.search).get('copy');

/** A rehearsal is none of its own. */
function isCopied({ rehearsalOf }: StreamSummary): boolean {
  return rehearsalOf === null;
}
