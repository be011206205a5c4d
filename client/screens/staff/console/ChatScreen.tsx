import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { consoleFeedWords } from '../../../i18n/console-feed.ts';
import { useMessages } from '../../../i18n/language.ts';
import { createBroadcastStore } from '../../../stores/host/broadcast-store.ts';
import { createHostStore } from '../../../stores/host/host-store.ts';
import { useOwnStore } from '../../../stores/world.ts';
import { Bones } from '../../../ui/Bones.tsx';
import { IconButton } from '../../../ui/Button.tsx';
import { Tabs } from '../../../ui/Tabs.tsx';
import { StaffHead } from '../shell/StaffHead.tsx';
import { ConsoleTurnedAway } from './ConsoleTurnedAway.tsx';
import { CareQuestions, CareRoom, ChatSettings, useCareCounts } from './console-panels.ts';
import { type ConsoleContext, caresAlone, HostContext } from './host-context.ts';
import { StaffOnly } from './StaffOnly.tsx';
import './console.css';

/** The chat of a stream alone, for who looks after it on a phone. */
export function ChatScreen({ slug = '' }: { slug?: string }) {
  return (
    <StaffOnly>
      <ChatCarePage key={slug} slug={slug} />
    </StaffOnly>
  );
}

function ChatCarePage({ slug }: { slug: string }) {
  const say = useMessages(consoleFeedWords);
  const host = useOwnStore((world) => createHostStore(slug, world));
  const broadcast = useOwnStore((world) => createBroadcastStore(host, world));
  const hands = useMemo<ConsoleContext>(
    () => ({ host, broadcast, show: () => undefined }),
    [host, broadcast],
  );
  const isOpening = useStore(host.store, ({ desk }) => desk === null);
  const turnedAway = useStore(host.store, (state) => state.turnedAway);
  const isAlone = useStore(host.store, caresAlone);
  const { questions, toCheck } = useCareCounts(host);
  const hasChat = useStore(host.store, ({ chat }) => chat !== null);
  const [open, setOpen] = useState<'questions' | 'room'>('questions');
  const [isSetting, setSetting] = useState(false);
  const tabs = [
    { name: 'questions', words: say.questions, count: questions },
    { name: 'room', words: say.room, ...(toCheck > 0 && { count: toCheck, unit: say.toCheck }) },
  ] as const;
  return (
    <HostContext value={hands}>
      {turnedAway ? (
        <ConsoleTurnedAway refusal={turnedAway} />
      ) : (
        <main className="page" aria-busy={isOpening}>
          <StaffHead title={say.chatPage} back={isAlone ? '/console' : `/console/${slug}`}>
            {hasChat && <IconButton icon="more" name={say.chatSettings} onClick={() => setSetting(true)} />}
          </StaffHead>
          {isOpening ? (
            <Bones count={6} />
          ) : (
            <Tabs label={say.chatPage} tabs={tabs} open={open} onOpen={setOpen}>
              {open === 'questions' ? (
                <CareQuestions fallback={<Bones count={4} />} />
              ) : (
                <CareRoom fallback={<Bones count={8} />} />
              )}
            </Tabs>
          )}
          {isSetting && <ChatSettings onClose={() => setSetting(false)} />}
        </main>
      )}
    </HostContext>
  );
}
