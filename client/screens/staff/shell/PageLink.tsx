import type { StaffPage } from '../../../../shared/market/account/contract.ts';
import { useMessages } from '../../../i18n/language.ts';
import { officeShellWords } from '../../../i18n/office-shell.ts';
import { LineDrawing } from '../../../ui/Icon.tsx';
import { pageAddresses } from './staff-pages.ts';
import './shell.css';

const drawings: Record<StaffPage, string> = {
  home: 'M4 11l8-7 8 7v9h-5v-6H9v6H4v-9Z',
  live: 'M12 13a1 1 0 1 0 0-2 1 1 0 0 0 0 2Zm-3.5 2.5a5 5 0 0 1 0-7m7 0a5 5 0 0 1 0 7m-9.9 2.8a9 9 0 0 1 0-12.6m12.8 0a9 9 0 0 1 0 12.6',
  orders: 'M6 3h12v18l-3-2-3 2-3-2-3 2V3Zm3 5h6m-6 4h6',
  buyers:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Zm-6 9c0-3.5 2.5-6 6-6s6 2.5 6 6m1-9.2a3.2 3.2 0 1 0-1.2-6.1M17 14.3c2.4.6 4 2.8 4 5.7',
  products: 'M6 8h12l1 12H5L6 8Zm3 0a3 3 0 0 1 6 0',
  packing: 'M4 8l8-4 8 4v8l-8 4-8-4V8Zm0 0 8 4 8-4m-8 4v8',
  settlement: 'M3 7h18v11H3V7Zm0 4h18M7 15h4',
  insights: 'M5 19v-6m5 6V5m5 14v-9m5 9v-4',
  settings:
    'M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6Zm0-12v3m0 12v3M3 12h3m12 0h3M5.6 5.6l2.1 2.1m8.6 8.6 2.1 2.1m0-12.8-2.1 2.1m-8.6 8.6-2.1 2.1',
};

/** The way to a page of the rail, with its drawing; the page where one is says so. */
export function PageLink({
  page,
  at,
  isBeside = false,
  onFollow,
}: {
  page: StaffPage;
  at: StaffPage | null;
  /** It opens in a tab of its own. */
  isBeside?: boolean;
  onFollow?(): void;
}) {
  const say = useMessages(officeShellWords);
  return (
    <a
      href={pageAddresses[page]}
      aria-current={page === at ? 'page' : undefined}
      onClick={onFollow}
      {...(isBeside && { target: '_blank', rel: 'noreferrer' })}
    >
      <LineDrawing path={drawings[page]} size={20} />
      <span>{isBeside ? say.beside(say.pages[page]) : say.pages[page]}</span>
    </a>
  );
}
