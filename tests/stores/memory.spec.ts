import { openMemory } from '../../server/adapters/memory/open.ts';
import { buyerListSuite } from './buyer-list-suite.ts';
import { orderListSuite } from './order-list-suite.ts';
import { peopleSuite } from './people-suite.ts';
import { readersSuite } from './readers-suite.ts';
import { securitySuite } from './security-suite.ts';
import { settlementSuite } from './settlement-suite.ts';
import { storeSuite } from './store-suite.ts';
import { webhookSuite } from './webhook-suite.ts';

const open = async () => openMemory();
storeSuite(open);
readersSuite(open);
orderListSuite(open);
buyerListSuite(open);
peopleSuite(open);
settlementSuite(open);
webhookSuite(open);
securitySuite(open);
