import { Component, type ReactNode } from 'react';
import { commonMessages } from './i18n/common.ts';
import { useMessages } from './i18n/language.ts';
import { Routes } from './routes.tsx';
import { type World, WorldContext } from './stores/world.ts';
import { ServerTime } from './ui/server-time.ts';

/** The whole page in its world: the real one, or a test's. */
export function App({ world }: { world: World }) {
  return (
    <WorldContext value={world}>
      <ServerTime value={world.clock.now}>
        <FaultBoundary>
          <Routes />
        </FaultBoundary>
      </ServerTime>
    </WorldContext>
  );
}

/** A fault of a screen, or a chunk that did not come, ends in words rather than in an empty page. */
class FaultBoundary extends Component<{ children: ReactNode }, { isBroken: boolean }> {
  override state = { isBroken: false };
  static getDerivedStateFromError() {
    return { isBroken: true };
  }
  override render() {
    return this.state.isBroken ? <Broken /> : this.props.children;
  }
}

function Broken() {
  const say = useMessages(commonMessages);
  return (
    <main className="page" role="alert">
      <h1>{say.brokenTitle}</h1>
      <p>{say.brokenText}</p>
      <p>
        <a href={location.pathname} target="_self">
          {say.reload}
        </a>
      </p>
    </main>
  );
}
