import { useState } from 'react';
import { commonMessages } from '../i18n/common.ts';
import { useLanguage, useMessages } from '../i18n/language.ts';
import { chooseLanguage, chooseTheme, currentTheme } from '../stores/settings-store.ts';
import { useWorld } from '../stores/world.ts';
import { IconButton } from '../ui/Button.tsx';

/** The other language and the other colours, one tap each; the choice is kept on this device. */
export function SettingsButtons() {
  const say = useMessages(commonMessages);
  const language = useLanguage();
  const { keep } = useWorld();
  const [theme, setTheme] = useState(currentTheme);
  const other = theme === 'dark' ? 'light' : 'dark';
  return (
    <>
      <button
        type="button"
        className="icon-button language"
        title={say.languageTitle}
        lang={language === 'en' ? 'zh-CN' : 'en'}
        onClick={() => chooseLanguage(keep, language === 'en' ? 'zh-CN' : 'en')}
      >
        {language === 'en' ? '中' : 'EN'}
        <span className="unseen"> {say.languageTitle}</span>
      </button>
      <IconButton
        icon={other === 'dark' ? 'moon' : 'sun'}
        name={say[other]}
        onClick={() => {
          chooseTheme(keep, other);
          setTheme(other);
        }}
      />
    </>
  );
}
