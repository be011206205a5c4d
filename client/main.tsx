import './styles/tokens.css';
import './styles/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { wordsCome } from './i18n/language.ts';
import { fetchScreen, hasScreen } from './routes.tsx';
import { applyKeptSettings } from './stores/settings-store.ts';
import { openWorld } from './stores/world.ts';
import { loadChunk } from './ui/load-chunk.ts';
import { followLinks } from './ui/navigation.ts';

const world = openWorld();
applyKeptSettings(world.keep);
followLinks(hasScreen);
// The screen is on its way while the words are.
fetchScreen(location.pathname);
void loadChunk(wordsCome).then(() =>
  createRoot(document.getElementById('root')!).render(<App world={world} />),
);
