import { type FocusEvent, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { DemoRole } from '../../../shared/contract/demo.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { createDemoStore, type DemoStore } from '../../stores/demo-store.ts';
import { useOwnStore } from '../../stores/world.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { goTo } from '../../ui/navigation.ts';
import { useServerTime } from '../../ui/server-time.ts';
import { PageHead } from '../PageHead.tsx';
import { JumpTo } from './JumpTo.tsx';
import { RoleFigure } from './RoleFigure.tsx';
import { SideBySide } from './SideBySide.tsx';
import { demoWords } from './words.ts';
import { ZONE } from './zone.ts';
import './demo.css';

const icons: Record<DemoRole, IconName> = {
  viewer: 'bag',
  buyer: 'check',
  host: 'flash',
  assistant: 'pin',
  analyst: 'search',
  packer: 'cart',
  producer: 'sun',
  office: 'receipt',
};

const roles = Object.keys(icons) as DemoRole[];

/** The door of the demo: what it is, what its clock says, and whom one may be. */
export function DemoScreen() {
  const say = useMessages(demoWords);
  const [key] = useState(() => {
    const { hash } = location;
    // The key is read once and taken off the bar.
    if (hash !== '') history.replaceState(null, '', '/demo');
    return hash;
  });
  const demo = useOwnStore((world) => createDemoStore(world, key));
  const { view, hasKey, reason, busy } = useStore(demo.store);
  const isOff =
    !hasKey || view === null || view.isMoving || view.isStuck || busy === 'week' || busy === 'start';
  return (
    <main className="page demo">
      <PageHead title={say.title} isHome />
      {!hasKey && <Notice>{say.noKey}</Notice>}
      {reason && busy !== 'start' && <Notice>{say.unreachable}</Notice>}
      {view?.isStuck && <Notice>{say.stuck}</Notice>}
      <SideBySide demo={demo} isOff={isOff} />
      <p className="demo-lead">{say.lead}</p>
      <p className="soft">{say.notice}</p>
      <ul className="demo-roles">
        {roles.map((role) => (
          <li key={role}>
            <RoleCard demo={demo} role={role} isOff={isOff} />
          </li>
        ))}
      </ul>
      <JumpTo demo={demo} isOff={isOff} />
      <SecondRole address={demo.otherDoor()} />
      {view && <DemoClock demo={demo} />}
    </main>
  );
}

/** How two people are at work in one browser. */
function SecondRole({ address }: { address: string | null }) {
  const say = useMessages(demoWords);
  return (
    <>
      <p className="soft">
        {say.oneAtATime} {address === null && say.privateWindow}
      </p>
      {address !== null && (
        <p className="demo-other">
          <a className="button line" href={address} target="_blank" rel="noreferrer">
            {say.otherDoor}
          </a>
        </p>
      )}
    </>
  );
}

function DemoClock({ demo }: { demo: DemoStore }) {
  const say = useMessages(demoWords);
  const language = useLanguage();
  const { hasKey, busy, weeks, view } = useStore(demo.store);
  const now = useServerTime((nowMs) =>
    new Intl.DateTimeFormat(language, {
      ...{ weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' },
      hourCycle: 'h23',
      timeZone: ZONE,
    }).format(nowMs),
  );
  const [isAsked, setAsked] = useState(false);
  // Between the answer and the page that is loaded anew no button may ask a second time.
  const [isLeaving, setLeaving] = useState(false);
  const isStarting = busy === 'start' || isLeaving;
  const isPassing = !isStarting && (busy === 'week' || view?.isMoving === true);
  /** From one of its two buttons to the other nothing is taken back. */
  function leave({ currentTarget, relatedTarget }: FocusEvent) {
    if (!currentTarget.parentElement?.contains(relatedTarget as Node | null)) setAsked(false);
  }
  async function startOver(): Promise<void> {
    if (!(await demo.startOver())) return;
    setLeaving(true);
    location.reload();
  }
  function hint(): string {
    if (isStarting) return say.startsOver;
    if (isPassing) return say.weekPasses;
    if (isAsked) return say.startOverAsk;
    return weeks > 0 ? say.weekPassed(weeks) : say.weekHint;
  }
  return (
    <section className="demo-clock" aria-label={say.clock}>
      <Icon name="clock" size={28} />
      <p>
        <b className="figures">{now}</b>
        <span className="soft">{say.where}</span>
      </p>
      <Button
        look="line"
        disabled={!hasKey || view?.isStuck === true || isStarting}
        busy={isPassing}
        aria-describedby="demo-week"
        onClick={() => void demo.weekLater()}
      >
        {say.week}
      </Button>
      <Button
        look="quiet"
        disabled={!hasKey || isPassing}
        busy={isStarting}
        aria-describedby="demo-week"
        // It can't be undone: the second tap does it.
        onBlur={leave}
        onClick={() => {
          setAsked(!isAsked);
          if (isAsked) void startOver();
        }}
      >
        {isStarting ? say.starting : isAsked ? say.startOverYes : say.startOver}
      </Button>
      {isAsked && (
        <Button look="line" onBlur={leave} onClick={() => setAsked(false)}>
          {say.startOverNo}
        </Button>
      )}
      <p className="soft" id="demo-week" role="status">
        {hint()}
      </p>
      {(isStarting || isPassing) && <Passing what={isStarting ? say.starting : say.week} />}
    </section>
  );
}

/** For how long it has gone on, beside a line that moves: how long it takes is the machine's. */
function Passing({ what }: { what: string }) {
  const say = useMessages(demoWords);
  const [sinceMs] = useState(() => performance.now());
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds(Math.floor((performance.now() - sinceMs) / 1_000)), 500);
    return () => clearInterval(timer);
  }, [sinceMs]);
  return (
    <div className="demo-passing">
      <progress aria-label={what} />
      <span className="soft figures" aria-hidden="true">
        {say.seconds(seconds)}
      </span>
    </div>
  );
}

function RoleCard({ demo, role, isOff }: { demo: DemoStore; role: DemoRole; isOff: boolean }) {
  const say = useMessages(demoWords);
  const { busy, view } = useStore(demo.store);
  const { name, who, what } = say.roles[role];
  // What was counted is of a market that is being left.
  const isMoving = busy === 'week' || busy === 'start' || view?.isMoving === true;
  async function enter(): Promise<void> {
    const address = await demo.enter(role);
    if (address !== null) goTo(address);
  }
  return (
    <button
      type="button"
      className="demo-role"
      disabled={isOff}
      {...(busy === role && { 'aria-busy': true })}
      onClick={() => void enter()}
    >
      <span className="demo-icon">
        <Icon name={icons[role]} size={24} />
      </span>
      <b>{name}</b>
      <span className="soft">{who}</span>
      <span className="demo-what">{what}</span>
      <RoleFigure role={role} figures={isMoving ? null : (view?.figures ?? null)} />
      <span className="demo-enter">{say.enter} →</span>
    </button>
  );
}
