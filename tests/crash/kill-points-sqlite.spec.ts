import { fileGround } from './ground.ts';
import { killPoints } from './kill-points-suite.ts';
import { inject } from './trace.ts';

killPoints(async () => {
  const ground = fileGround();
  const path = `${ground.file}-wal`;
  const what = 'signal=SIGKILL';
  return {
    ground,
    // A page of the write-ahead log, anywhere in the next ten cuts or so.
    insideTransaction: (pid, chance) =>
      inject(pid, { calls: 'pwrite64', path, what, when: String(1 + chance(60)) }),
    insideCommit: (pid, chance) =>
      inject(pid, { calls: 'fsync,fdatasync', path, what, when: String(1 + chance(20)) }),
    close: () => ground.close(),
  };
});
