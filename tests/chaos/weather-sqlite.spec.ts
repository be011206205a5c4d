import { fileGround } from '../crash/ground.ts';
import { weather } from './weather-suite.ts';

weather(async () => fileGround());
