import { useMessages } from '../i18n/language.ts';
import { demoWayWords } from '../i18n/way-to-demo.ts';
import './practice-chip.css';

/** The way to the demo's first page. Within its frames that page is the one around them. */
export function DemoWay() {
  const say = useMessages(demoWayWords);
  return (
    <a
      className="practice-chip"
      href="/demo"
      {...(window.top !== window && { target: '_top' })}
      title={say.demoWhat}
    >
      {say.demo}
      <span className="unseen"> {say.demoWhat}</span>
    </a>
  );
}
