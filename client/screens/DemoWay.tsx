import { useEffect } from 'react';
import { useMessages } from '../i18n/language.ts';
import { demoWayWords } from '../i18n/way-to-demo.ts';
import { useWorld } from '../stores/world.ts';
import './practice-chip.css';

/**
 * The way to the demo's first page. Within its frames that page is the one around them. It has `me` asked, which says the
 * market's zone: a page that asks for nobody would show the reader's own times, and the next page others.
 */
export function DemoWay() {
  const say = useMessages(demoWayWords);
  const { me } = useWorld();
  useEffect(() => void me.ensure(), [me]);
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
