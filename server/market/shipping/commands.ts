import { staffCommand } from '../command-spec.ts';
import { setOverseas, setShipping } from './decide.ts';

export const shippingCommands = {
  'shipping:set': staffCommand({ right: 'lineup', needs: [], decide: setShipping }),
  'shipping:set-overseas': staffCommand({ right: 'host', needs: [], decide: setOverseas }),
};
