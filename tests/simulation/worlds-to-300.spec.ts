import { describeWorlds } from './many-worlds.ts';

describeWorlds(101, 200);
