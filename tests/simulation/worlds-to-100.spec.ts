import { describeWorlds } from './many-worlds.ts';

describeWorlds(1, 100);
