import type { BackEndControl } from './back-end-control.js';
import { BackEndProxy } from './back-end-proxy.js';
import { CommandControl } from './command-control.js';
import { parseHostPort, type HostPort } from './host-port.js';

/** How the suite gets its hand on the back end, as `--control` says it. */
export type ControlOption =
  | { readonly kind: 'tcp'; readonly listen: HostPort; readonly upstream: HostPort }
  | { readonly kind: 'exec'; readonly program: string; readonly fixedArguments: readonly string[] };

/** `tcp:host:port=>host:port` (a proxy of the suite's own) or `exec:program argument …`; undefined for anything else. */
export function parseControl(text: string): ControlOption | undefined {
  const tcp = /^tcp:(.+?)=>(.+)$/.exec(text);
  if (tcp !== null) {
    const [listen, upstream] = [parseHostPort(tcp[1] ?? ''), parseHostPort(tcp[2] ?? '')];
    return listen === undefined || upstream === undefined ? undefined : { kind: 'tcp', listen, upstream };
  }
  const [program = '', ...fixedArguments] = (/^exec:(.+)$/.exec(text)?.[1] ?? '').split(' ').filter(Boolean);
  return program === '' ? undefined : { kind: 'exec', program, fixedArguments };
}

/** Rejects when the proxy's port is taken. */
export async function openControl(option: ControlOption): Promise<BackEndControl> {
  switch (option.kind) {
    case 'tcp':
      return BackEndProxy.listen(option.listen, option.upstream);
    case 'exec':
      return new CommandControl(option.program, option.fixedArguments);
  }
}
