import type { StaffPage } from '../../../../shared/market/account/contract.ts';
import { useMessages } from '../../../i18n/language.ts';
import { officeShellWords } from '../../../i18n/office-shell.ts';
import { PageLink } from './PageLink.tsx';

/** The pages that this person may open, beside the page that is open. */
export function Rail({
  pages,
  at,
  className = 'shell-rail',
  isBeside = false,
}: {
  pages: readonly StaffPage[];
  at: StaffPage | null;
  className?: string;
  /** Each page opens in a tab of its own: this one must stay. */
  isBeside?: boolean;
}) {
  const say = useMessages(officeShellWords);
  return (
    <nav className={className} aria-label={say.rail}>
      {pages.map((page) => (
        <PageLink key={page} page={page} at={at} isBeside={isBeside} />
      ))}
    </nav>
  );
}
