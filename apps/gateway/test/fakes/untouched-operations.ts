import type { Operations } from '@dianda/inquiry';

/** Operations that no test without a database may reach; what they do is shown on one. */
export function untouchedOperations(): Operations {
  return { agencies: untouched<Operations['agencies']>('AgencyOperations') };
}

/** What the container looks for on every value, finding nothing. */
const looked = /^(?:then|on[A-Z]\w+|before[A-Z]\w+)$/;

function untouched<Port extends object>(name: string): Port {
  const nothing = {};
  return new Proxy(nothing, {
    get: (_target, member) => {
      if (typeof member === 'symbol' || looked.test(member)) return undefined;
      return () => {
        throw new Error(`unscripted use of ${name}.${member}`);
      };
    },
    // It has no method that could be called, which no type can say.
  }) as Port;
}
