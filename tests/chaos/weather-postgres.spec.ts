import { lonePostgresGround } from '../crash/ground.ts';
import { weather } from './weather-suite.ts';

weather(() => lonePostgresGround());
