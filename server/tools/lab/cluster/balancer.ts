import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../lib/project-root.ts';
import { balancerConfig } from './balancer-config.ts';
import { Child } from './child.ts';
import { pathOf } from './programs.ts';

const START_MS = 10_000;
/** What the balancer shows where no server answers. */
const AWAY_PAGE = join(projectRoot(), 'docs', 'haproxy-away.html');

/** One address in front of all nodes. Nothing runs yet: `start()` starts it. */
export function makeBalancer(
  folder: string,
  port: number,
  nodes: readonly { name: string; port: number }[],
): Child {
  const file = join(folder, 'haproxy.cfg');
  const servers = nodes.map((node) => ({ name: node.name, address: `127.0.0.1:${node.port}` }));
  const awayFile = join(folder, 'away.html');
  copyFileSync(AWAY_PAGE, awayFile);
  writeFileSync(file, balancerConfig({ bind: `127.0.0.1:${port}`, servers, awayFile }));
  return new Child({
    name: 'haproxy',
    command: pathOf('haproxy'),
    args: ['-W', '-db', '-f', file],
    isReady: () =>
      fetch(`http://127.0.0.1:${port}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      ),
    readyMs: START_MS,
  });
}
