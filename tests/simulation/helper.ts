import type { Done, Task } from './crew.ts';
import { simulate } from './simulation.ts';

// Ctrl-C goes to every process of a terminal: the parent says when this one is done.
process.on('SIGINT', () => {});

/** A process that runs the worlds it is told to, until its parent lets it go. */
process.on('message', (task: Task) => {
  void run(task);
});

async function run({ seeds, operations, story }: Task): Promise<void> {
  const began = process.cpuUsage();
  const outcomes: Done['outcomes'] = [];
  for (const seed of seeds) outcomes.push(await simulate(seed, { operations, keepsStory: story }));
  const { user, system } = process.cpuUsage(began);
  process.send?.({ outcomes, cpuMs: (user + system) / 1000 } satisfies Done);
}
