import { useStore } from 'zustand';
import type { StaffPage } from '../../../../shared/market/account/contract.ts';
import { useMessages } from '../../../i18n/language.ts';
import { officeShellWords } from '../../../i18n/office-shell.ts';
import { useWorld } from '../../../stores/world.ts';
import { PageLink } from './PageLink.tsx';

const NONE: readonly StaffPage[] = [];

/** The pages of the rail, one below the other. */
export function PagesList({ onFollow }: { onFollow(): void }) {
  const say = useMessages(officeShellWords);
  const { me } = useWorld();
  const pages = useStore(me.store, (state) => state.me?.pages ?? NONE);
  return (
    <nav className="shell-more" aria-label={say.rail}>
      {pages.map((page) => (
        <PageLink key={page} page={page} at={null} onFollow={onFollow} />
      ))}
    </nav>
  );
}
