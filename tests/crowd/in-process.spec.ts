import { inProcessCrowd } from '../../server/adapters/crowd/in-process.ts';
import { crowdSuite } from './crowd-suite.ts';

crowdSuite(async () => inProcessCrowd());
