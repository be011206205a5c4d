import './styles/tokens.css';
import './styles/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { hasScreen } from './routes.tsx';
import { applyKeptSettings } from './stores/settings-store.ts';
import { openWorld } from './stores/world.ts';
import { followLinks } from './ui/navigation.ts';

const world = openWorld();
applyKeptSettings(world.keep);
followLinks(hasScreen);
createRoot(document.getElementById('root')!).render(<App world={world} />);
