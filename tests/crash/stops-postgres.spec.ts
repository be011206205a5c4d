import { lonePostgresGround } from './ground.ts';
import { stops } from './stops-suite.ts';

stops(() => lonePostgresGround());
