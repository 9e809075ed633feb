import { DiandaError } from '@dianda/inquiry';
import ipaddr from 'ipaddr.js';
import { lookup, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';

/** Where webhooks may go; an empty list of hosts means nowhere. */
export interface WebhookRules {
  /** Host names (or addresses), exactly. */
  readonly hosts: readonly string[];
  /** Also private, loopback and link-local addresses. */
  readonly privateAddresses: boolean;
  /** Also without TLS. */
  readonly plainHttp: boolean;
}

/** An address that was refused before anything was sent to it. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

/** Whether the rules let a URL be called at all, whatever its name resolves to. */
export function isAllowedTarget(text: string, rules: WebhookRules): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, hash } = new URL(text);
  const isScheme = protocol === 'https:' || (protocol === 'http:' && rules.plainHttp);
  return isScheme && username === '' && password === '' && hash === '' && rules.hosts.includes(hostname);
}

/** Throws WEBHOOK_TARGET_REFUSED unless the rules let the URL be called. */
export function requireAllowedTarget(text: string, rules: WebhookRules): void {
  if (!isAllowedTarget(text, rules)) throw DiandaError.precondition('WEBHOOK_TARGET_REFUSED');
}

/** Throws AddressRefused for an address literal in a URL, which no lookup ever sees. */
export function requireAllowedLiteral({ hostname }: URL, rules: WebhookRules): void {
  const literal = hostname.replace(/^\[|\]$/g, '');
  if (isIP(literal) !== 0 && !isAllowedAddress(literal, rules)) throw new AddressRefused('literal');
}

/**
 * Resolves a name for the very connection that is made: what is connected to is what was looked at, so that a name
 * that resolves otherwise a moment later gains nothing. One address that is not allowed spoils the name.
 */
export function pinnedLookup(rules: WebhookRules): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses: readonly LookupAddress[]) => {
      // With an error there are no addresses to look at.
      if (error !== null) {
        callback(error, '', 0);
        return;
      }
      const first = addresses[0];
      if (first === undefined || !addresses.every(({ address }) => isAllowedAddress(address, rules)))
        callback(new AddressRefused('resolved'), '', 0);
      else if (options.all === true) callback(null, [...addresses]);
      else callback(null, first.address, first.family);
    });
  };
}

/** Public unicast only, unless configured; an IPv4 address inside an IPv6 one is looked at as what it is. */
export function isAllowedAddress(address: string, rules: WebhookRules): boolean {
  if (!ipaddr.isValid(address)) return false;
  return rules.privateAddresses || ipaddr.process(address).range() === 'unicast';
}
