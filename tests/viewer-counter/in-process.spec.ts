import { inProcessViewerCounter } from '../../server/adapters/viewer-counter/in-process.ts';
import { crowdSuite } from './crowd-suite.ts';

crowdSuite(async () => inProcessViewerCounter());
