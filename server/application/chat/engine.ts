import type { ChatFact } from '../../chat/facts.ts';
import type { ChatState } from '../../chat/state.ts';
import type { TakesLogRefusals } from '../../event-log/decision.ts';
import type { LogEngine } from '../../event-log/log-engine.ts';
import type { Refused } from '../../market/kernel/decision.ts';

export type ChatEngine = LogEngine<ChatState, ChatFact, TakesLogRefusals<Refused>>;
