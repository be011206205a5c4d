import { useEffect } from 'react';
import { useLanguage, useMessages } from '../i18n/language.ts';
import { demoWayWords } from '../i18n/way-to-demo.ts';
import { tellDemoLanguage } from '../stores/demo-language.ts';
import { useWorld } from '../stores/world.ts';
import './practice-chip.css';

/**
 * The way to the demo's first page. Within its frames that page is the one around them. It has `me` asked, which says the
 * market's zone: a page that asks for nobody would show the reader's own times, and the next page others. It says in which
 * language it is read, too: the demo's chat follows.
 */
export function DemoWay({ isBeside = false }: { isBeside?: boolean }) {
  const say = useMessages(demoWayWords);
  const { me } = useWorld();
  const language = useLanguage();
  useEffect(() => void me.ensure(), [me]);
  useEffect(() => tellDemoLanguage(language), [language]);
  return (
    <a
      className="practice-chip"
      href="/demo"
      {...(window.top !== window && { target: '_top' })}
      {...(isBeside && { target: '_blank', rel: 'noreferrer' })}
      title={say.demoWhat}
    >
      {say.demo}
      <span className="unseen"> {say.demoWhat}</span>
    </a>
  );
}
