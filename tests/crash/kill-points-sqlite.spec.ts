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
      inject(pid, [{ calls: 'pwrite64', what, when: String(1 + chance(60)) }], { path }),
    insideCommit: (pid, chance) =>
      inject(pid, [{ calls: 'fsync,fdatasync', what, when: String(1 + chance(20)) }], { path }),
    close: () => ground.close(),
  };
});
