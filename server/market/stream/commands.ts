import { staffCommand } from '../command-spec.ts';
import type { AllMoments } from '../kernel/moments.ts';
import { setCurrency } from './currency.ts';
import {
  cancelStreamWith,
  endStreamWith,
  goLive,
  grantAssistant,
  interruptStream,
  resumeStream,
} from './decide.ts';
import { describeStream } from './page.ts';
import { resumeSelling } from './pause.ts';
import { setTerms } from './terms.ts';

/** All of it is for the host and operators: what becomes of a stream, and who works on it. */
export const streamCommands = (moments: AllMoments) => ({
  'stream:go-live': staffCommand({
    right: 'host',
    needs: ['lastRehearsal'],
    decide: (state, _request: object, by) => goLive(state, by, by),
  }),
  'stream:end': staffCommand({ right: 'host', needs: [], decide: endStreamWith(moments) }),
  'stream:cancel': staffCommand({ right: 'host', needs: [], decide: cancelStreamWith(moments) }),
  'stream:interrupt': staffCommand({ right: 'host', needs: [], decide: interruptStream }),
  'stream:resume': staffCommand({ right: 'host', needs: [], decide: resumeStream }),
  'stream:resume-selling': staffCommand({
    right: 'host',
    needs: [],
    resumesSelling: true,
    decide: resumeSelling,
  }),
  'stream:grant': staffCommand({ right: 'host', needs: [], decide: grantAssistant }),
  'stream:set-terms': staffCommand({ right: 'host', needs: [], decide: setTerms }),
  'stream:set-currency': staffCommand({ right: 'host', needs: [], decide: setCurrency }),
  'stream:describe': staffCommand({ right: 'host', needs: [], decide: describeStream }),
});
