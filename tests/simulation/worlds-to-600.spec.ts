import { describeWorlds } from './many-worlds.ts';

describeWorlds(301, 300);
