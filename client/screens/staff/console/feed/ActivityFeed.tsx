import { QueryClientProvider, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ActivityEntry } from '../../../../../shared/contract/activity.ts';
import { isChatAct } from '../../../../../shared/contract/chat-acts.ts';
import { consoleFeedWords } from '../../../../i18n/console-feed.ts';
import { useMessages } from '../../../../i18n/language.ts';
import type { Floor } from '../../../../stores/host/floor.ts';
import { questionsOf } from '../../../../stores/staff-questions.ts';
import { useWorld } from '../../../../stores/world.ts';
import { Bones } from '../../../../ui/Bones.tsx';
import { Button } from '../../../../ui/Button.tsx';
import { place } from '../../../../ui/part.tsx';
import { useServerTime } from '../../../../ui/server-time.ts';
import { streamActivity } from '../console-panels.ts';
import { useConsole, useHost } from '../host-context.ts';

const Acts = place(...streamActivity);

/** Who did what, out of the log, with undo where it still goes. */
export function ActivityFeed() {
  const client = questionsOf(useWorld());
  const { host } = useConsole();
  return (
    <div className="feed-activity">
      <QueryClientProvider client={client}>
        <ReadAgain />
      </QueryClientProvider>
      <Acts slug={host.slug} After={UndoOf} fallback={<Bones count={8} />} />
    </div>
  );
}

/** The log is asked anew when a frame shows an act that it did not show before. */
function ReadAgain() {
  const { host } = useConsole();
  const client = useQueryClient();
  const newest = useHost(({ floor }) => newestAct(floor));
  useEffect(() => {
    if (newest > 0) void client.invalidateQueries({ queryKey: ['activity', host.slug] });
  }, [client, host.slug, newest]);
  return null;
}

/** The last act that the floor shows, by its place in the log. */
function newestAct({ lineupVersion, items, vouchers }: Floor): number {
  const versions = [...Object.values(items), ...Object.values(vouchers)].map(({ version }) => version);
  return versions.reduce((most, version) => Math.max(most, version), lineupVersion);
}

/** Takes an act back, whoever did it, as long as the ledger lets it (L5) and nobody has overtaken it. */
function UndoOf({ entry }: { entry: ActivityEntry }) {
  // What is done in the chat has a place of its own log, and is taken back there.
  return isChatAct(entry.type) ? null : <Undo entry={entry} />;
}

function Undo({ entry: { seq, item } }: { entry: ActivityEntry }) {
  const say = useMessages(consoleFeedWords);
  const { host } = useConsole();
  const untilMs = useHost(({ floor }) => floor.undoable?.find((act) => act.seq === seq)?.untilMs ?? 0);
  const seconds = useServerTime((nowMs) => Math.max(0, Math.ceil((untilMs - nowMs) / 1_000)));
  if (seconds === 0) return null;
  const target = item?.itemNumber ?? 'lineup';
  return (
    <Button look="held" onClick={() => void host.act({ kind: 'lineup:undo', context: { target }, seq })}>
      {say.undone}{' '}
      <span className="figures" aria-hidden="true">
        {seconds} s
      </span>
    </Button>
  );
}
