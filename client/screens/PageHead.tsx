import { commonMessages } from '../i18n/common.ts';
import { useMessages } from '../i18n/language.ts';
import { Icon } from '../ui/Icon.tsx';
import { SettingsButtons } from './SettingsButtons.tsx';

/** The head of a plain page: the way back, its name, language and colours. */
export function PageHead({
  title,
  isHome = false,
  back = '/',
}: {
  title: string;
  isHome?: boolean;
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
      <SettingsButtons />
    </header>
  );
}
