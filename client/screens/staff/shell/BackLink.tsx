import { commonMessages } from '../../../i18n/common.ts';
import { useMessages } from '../../../i18n/language.ts';
import { Icon } from '../../../ui/Icon.tsx';

/** The arrow of a page: to where one came from, or, where the page was opened by itself, to what it is a part of. */
export function BackLink({ href }: { href: string }) {
  const say = useMessages(commonMessages);
  return (
    <a
      className="icon-button"
      href={href}
      aria-label={say.back}
      title={say.back}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        // So `goTo` marks an entry that a page of ours lies behind.
        if (history.state !== 'from-us') return;
        event.preventDefault();
        history.back();
      }}
    >
      <Icon name="back" />
    </a>
  );
}
