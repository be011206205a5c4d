import { consoleFeedWords } from '../../../../i18n/console-feed.ts';
import { consoleScreenMessages } from '../../../../i18n/console-screen.ts';
import { useLanguage, useMessages } from '../../../../i18n/language.ts';
import { totalsOf } from '../../../../stores/host/floor.ts';
import { Bones } from '../../../../ui/Bones.tsx';
import { part } from '../../../../ui/part.tsx';
import { Tabs } from '../../../../ui/Tabs.tsx';
import { CareQuestions, CareRoom, useCareCounts } from '../console-panels.ts';
import { useConsolePlace } from '../console-place.ts';
import { useConsole, useHost, useMay } from '../host-context.ts';
import { OrderFeed } from './OrderFeed.tsx';
import { SoundSwitch } from './SoundSwitch.tsx';
import './feed.css';

/** It reads the log: its part comes when it is wanted. */
const Activity = part(() => import('./ActivityFeed.tsx').then(({ ActivityFeed }) => ActivityFeed));

/** Orders as they are written down; questions and chat for who cares for them; for who runs the stream what the team does. */
export function Feed() {
  const say = useMessages(consoleFeedWords);
  const { feed: open, turnFeed } = useConsolePlace();
  const { host } = useConsole();
  const isHost = useMay('host');
  const maySee = useMay('orders:view');
  const hasChat = useHost(({ chat }) => chat !== null);
  const { questions, toCheck } = useCareCounts(host);
  const tabs = [
    // Where there is nothing else, it says that orders are not shown.
    ...(maySee || !hasChat ? [{ name: 'orders', words: say.orders } as const] : []),
    ...(hasChat
      ? ([
          { name: 'questions', words: say.questions, count: questions },
          { name: 'room', words: say.room, ...(toCheck > 0 && { count: toCheck, unit: say.toCheck }) },
        ] as const)
      : []),
    ...(isHost ? [{ name: 'activity', words: say.activity } as const] : []),
  ] as const;
  const shown = tabs.some(({ name }) => name === open) ? open : (tabs[0]?.name ?? 'orders');
  return (
    <section className="orders-column feed" aria-label={say.orders}>
      <SoundSwitch />
      <Tabs label={say.feed} tabs={tabs} open={shown} onOpen={turnFeed}>
        {shown === 'orders' && (
          <>
            {maySee && <Today />}
            <OrderFeed />
          </>
        )}
        {shown === 'questions' && <CareQuestions fallback={<Bones count={4} />} />}
        {shown === 'room' && (
          <>
            <a className="feed-alone" href={`/console/${host.slug}/chat`}>
              {say.chatAlone}
            </a>
            <CareRoom fallback={<Bones count={8} />} />
          </>
        )}
        {shown === 'activity' && <Activity fallback={<Bones count={8} />} />}
      </Tabs>
    </section>
  );
}

function Today() {
  const say = useMessages(consoleScreenMessages);
  const language = useLanguage();
  const items = useHost(({ floor }) => floor.items);
  const { held, unpaid, sold } = totalsOf({ items });
  const write = (n: number) => n.toLocaleString(language);
  return <p className="soft figures feed-today">{say.today(write(held), write(unpaid), write(sold))}</p>;
}
