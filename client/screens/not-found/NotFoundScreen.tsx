import { useMessages } from '../../i18n/language.ts';
import { part } from '../../ui/part.tsx';
import { AroundStaff } from '../AroundStaff.tsx';
import { DemoChip } from '../DemoChip.tsx';
import { SettingsButtons } from '../SettingsButtons.tsx';
import { notFoundWords } from './words.ts';

const StaffNotFound = part(() =>
  import('../staff/shell/StaffNotFound.tsx').then((module) => module.StaffNotFound),
);

/** An address that leads nowhere, and the ways on: of buyers, or of who works here. */
export function NotFoundScreen() {
  return (
    <AroundStaff forStaff={<StaffNotFound />}>
      <NotFound />
    </AroundStaff>
  );
}

function NotFound() {
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
