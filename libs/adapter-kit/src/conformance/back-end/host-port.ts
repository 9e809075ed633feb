export interface HostPort {
  readonly host: string;
  readonly port: number;
}

/** `host:port`, the host an IPv6 address in brackets where it is one; undefined for anything else. */
export function parseHostPort(text: string): HostPort | undefined {
  const parts = /^(?:\[([0-9a-fA-F:.]+)\]|([^\s:[\]]+)):(\d{1,5})$/.exec(text);
  const host = parts?.[1] ?? parts?.[2];
  const port = Number(parts?.[3]);
  return host === undefined || port > 65_535 ? undefined : { host, port };
}
