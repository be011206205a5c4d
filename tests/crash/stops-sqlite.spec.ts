import { fileGround } from './ground.ts';
import { stops } from './stops-suite.ts';

stops(async () => fileGround());
