import { useStore } from 'zustand';
import { commonMessages } from '../i18n/common.ts';
import { useMessages } from '../i18n/language.ts';
import { useWorld } from '../stores/world.ts';
import { Icon } from '../ui/Icon.tsx';
import { part } from '../ui/part.tsx';
import { BuyerLinks } from './buyer/BuyerLinks.tsx';
import { SettingsButtons } from './SettingsButtons.tsx';

/** In a demo, the way back to its first page. */
const DemoChip = part(() => import('./staff/shell/PracticeChip.tsx').then((module) => module.PracticeChip));

/** The head of a plain page: the way back, its name, language and colours. */
export function PageHead({
  title,
  isHome = false,
  isForBuyers = false,
  back = '/',
}: {
  title: string;
  isHome?: boolean;
  /** Cart and orders are at hand. */
  isForBuyers?: boolean;
  /** Where the arrow leads. */
  back?: string;
}) {
  const say = useMessages(commonMessages);
  const isDemo = useStore(useWorld().me.store, ({ me }) => me?.isDemo);
  return (
    <header className="page-head">
      {!isHome && (
        <a className="icon-button" href={back} aria-label={say.back} title={say.back}>
          <Icon name="back" />
        </a>
      )}
      <h1>{title}</h1>
      <span className="head-acts">
        {isDemo && location.pathname !== '/demo' && <DemoChip />}
        {isForBuyers && <BuyerLinks />}
        <SettingsButtons />
      </span>
    </header>
  );
}
