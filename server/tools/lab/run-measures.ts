import type { Crowd } from './crowd.ts';
import type { FinalLook } from './final-look.ts';
import type { Market } from './market/market.ts';
import { type Measure, measure } from './measure.ts';
import type { Progress } from './progress.ts';

/** CPU from now on. @returns what was used, when it is asked */
export function usageSince({ server }: Market): () => Measure[] {
  const startMs = performance.now();
  const mine = process.cpuUsage();
  const serverCpu = server?.cpuMs() ?? null;
  return () => {
    const passedMs = performance.now() - startMs;
    const { user, system } = process.cpuUsage(mine);
    const measures = [measure('CPU of the generator', (user + system) / 10 / passedMs, '% of a core')];
    const now = server?.cpuMs() ?? null;
    if (serverCpu !== null && now !== null) {
      measures.push(measure('CPU of the server', ((now - serverCpu) * 100) / passedMs, '% of a core'));
    }
    return measures;
  };
}

/** The most memory of the server that the progress line saw. */
export function memoryMeasures(progress: Progress): Measure[] {
  const most = progress.mostRssMiB();
  return most === 0 ? [] : [measure('server memory, most seen', most, 'MiB')];
}

/** How often the server's own digests were checked on the way. */
export function digestMeasures(crowd: Crowd, look: FinalLook): Measure[] {
  let heard = 0;
  let differing = 0;
  for (const { digests, digestsDiffering } of crowd.followers.values()) {
    heard += digests;
    differing += digestsDiffering;
  }
  const note = `${crowd.followers.size} viewers followed closely, ${look.screens.length} looked at in the end`;
  return [
    measure('digests told by the server and checked', heard, 'digests', note),
    measure('… that differed', differing, 'digests'),
  ];
}
