import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { releasedSuite } from './suite.ts';

releasedSuite({
  store: 'sqlite',
  market: async ({ folder }, name) => ({ DATA_DIR: join(folder, name) }),
  async backups({ folder }) {
    const [dated] = readdirSync(join(folder, 'backups')).filter((name) => !name.startsWith('.'));
    return [join(folder, 'backups', dated!), join(folder, 'backup.db')];
  },
  async nowhere({ folder }, name) {
    const place = join(folder, name);
    mkdirSync(place);
    copyFileSync(join(folder, 'market/secret'), join(place, 'secret'));
    return { DATA_DIR: place };
  },
});
