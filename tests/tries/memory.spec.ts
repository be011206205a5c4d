import { memoryTries } from '../../server/adapters/tries/memory.ts';
import { triesSuite } from './tries-suite.ts';

triesSuite(async (limits) => memoryTries(limits));
