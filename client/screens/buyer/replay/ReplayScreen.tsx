import { useStore } from 'zustand';
import { titledIn } from '../../../../shared/values/names.ts';
import { commonMessages } from '../../../i18n/common.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { createReplayStore } from '../../../stores/replay/replay-store.ts';
import { useOwnStore } from '../../../stores/world.ts';
import { Bones } from '../../../ui/Bones.tsx';
import { Button } from '../../../ui/Button.tsx';
import { useFirstViewGone } from '../../../ui/first-view.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { dayAndTime } from '../../../ui/time-words.ts';
import { DemoChip } from '../../DemoChip.tsx';
import { SettingsButtons } from '../../SettingsButtons.tsx';
import { BuyerLinks } from '../BuyerLinks.tsx';
import { AnsweredThen } from './AnsweredThen.tsx';
import { BagThen } from './BagThen.tsx';
import { Jumps } from './Jumps.tsx';
import { OnTable } from './OnTable.tsx';
import { Recording } from './Recording.tsx';
import { ReplayContext, useReplay, useReplayStore, useReplayView } from './replay-context.ts';
import { ShareMoment } from './ShareMoment.tsx';
import { Timeline } from './Timeline.tsx';
import { replayWords } from './words.ts';
import './replay.css';

/** A stream that is over: its recording, what was on the table at each moment, and what that costs today. */
export function ReplayScreen({ slug = '' }: { slug?: string }) {
  const store = useOwnStore((world) => createReplayStore(slug, location.search, world));
  const hasView = useStore(store.store, (state) => state.view !== null);
  const reason = useStore(store.store, (state) => state.reason);
  useFirstViewGone(hasView || reason !== null);
  return (
    <ReplayContext value={store}>
      <main className="replay" aria-busy={!hasView && !reason}>
        {hasView ? <Replay slug={slug} /> : reason ? <Nothing slug={slug} /> : <Bones count={8} />}
      </main>
    </ReplayContext>
  );
}

function Replay({ slug }: { slug: string }) {
  return (
    <>
      <Head />
      <div className="replay-main">
        <Recording />
        <Timeline />
        <OnTable />
        <div className="replay-share">
          <ShareMoment slug={slug} />
        </div>
        <Over />
      </div>
      <div className="replay-side">
        <Jumps />
        <AnsweredThen />
        <BagThen />
      </div>
    </>
  );
}

function Head() {
  const say = useMessages(replayWords);
  const common = useMessages(commonMessages);
  const language = useLanguage();
  const { title, hostName, startedAtMs } = useReplayView();
  return (
    <header className="replay-head">
      <a className="icon-button" href="/" aria-label={common.back} title={common.back}>
        <Icon name="back" />
      </a>
      <div>
        <h1>
          <bdi>{title}</bdi>
        </h1>
        <p className="soft">
          <bdi>{hostName}</bdi> · {say.was(dayAndTime(startedAtMs, language))}
        </p>
      </div>
      <span className="replay-ways">
        <DemoChip />
        <BuyerLinks />
        <SettingsButtons />
      </span>
    </header>
  );
}

/** What can't be done here, and what can. */
function Over() {
  const say = useMessages(replayWords);
  const language = useLanguage();
  const onNow = useReplay((state) => state.onNow);
  return (
    <div className="replay-over">
      <p>{say.over}</p>
      <a className="button line" href={onNow ? `/s/${onNow.slug}` : '/'}>
        {onNow && <i className="replay-on" aria-hidden="true" />}
        {onNow ? say.onNow(titledIn(language, onNow).title) : say.nothingOn}
      </a>
    </div>
  );
}

function Nothing({ slug }: { slug: string }) {
  const say = useMessages(replayWords);
  const common = useMessages(commonMessages);
  const reason = useReplay((state) => state.reason);
  const isThere = reason?.code !== 'NOT_FOUND';
  const { reload } = useReplayStore();
  return (
    <div className="replay-none">
      <h1>{say.title}</h1>
      <p role="alert">{isThere ? say.unreachable : say.notThere}</p>
      {isThere ? (
        <Button look="line" onClick={() => void reload()}>
          {common.tryAgain}
        </Button>
      ) : (
        <a className="button line" href={`/s/${slug}`}>
          {say.watchLive}
        </a>
      )}
    </div>
  );
}
