import { commonMessages } from '../i18n/common.ts';
import { useMessages } from '../i18n/language.ts';
import { Icon } from '../ui/Icon.tsx';
import { BuyerLinks } from './buyer/BuyerLinks.tsx';
import { DemoChip } from './DemoChip.tsx';
import { SettingsButtons } from './SettingsButtons.tsx';

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
  return (
    <header className="page-head">
      {!isHome && (
        <a className="icon-button" href={back} aria-label={say.back} title={say.back}>
          <Icon name="back" />
        </a>
      )}
      <h1>{title}</h1>
      <span className={isForBuyers ? 'head-acts for-buyers' : 'head-acts'}>
        <DemoChip />
        {isForBuyers && <BuyerLinks />}
        <SettingsButtons />
      </span>
    </header>
  );
}
