import { useMessages } from '../../i18n/language.ts';
import { DemoChip } from '../DemoChip.tsx';
import { SettingsButtons } from '../SettingsButtons.tsx';
import { notFoundWords } from './words.ts';

/** An address that leads nowhere, and the ways on. */
export function NotFoundScreen() {
  const say = useMessages(notFoundWords);
  return (
    <main className="page">
      <header className="page-head">
        <h1>{say.title}</h1>
        <DemoChip />
        <SettingsButtons />
      </header>
      <div className="stack">
        <p>{say.text}</p>
        <a className="button primary wide" href="/">
          {say.home}
        </a>
        <a className="button line wide" href="/orders">
          {say.orders}
        </a>
      </div>
    </main>
  );
}
