import { useStore } from 'zustand';
import { useMessages } from '../../../i18n/language.ts';
import { officeShellWords } from '../../../i18n/office-shell.ts';
import { useWorld } from '../../../stores/world.ts';
import { notFoundWords } from '../../not-found/words.ts';
import { StaffHead } from './StaffHead.tsx';
import { pageAddresses } from './staff-pages.ts';

/** An address that leads nowhere, inside of the shell: the way on is to the first page that this person may open. */
export function StaffNotFound() {
  const say = useMessages(notFoundWords);
  const { pages } = useMessages(officeShellWords);
  const { me } = useWorld();
  const first = useStore(me.store, (state) => state.me?.pages[0]);
  const [href, words] = first ? [pageAddresses[first], pages[first]] : ['/', say.home];
  return (
    <main className="page">
      <StaffHead title={say.title} />
      <div className="stack">
        <p>{say.text}</p>
        <a className="button primary wide" href={href}>
          {words}
        </a>
      </div>
    </main>
  );
}
