import { isAllowedAddress, isAllowedTarget } from './webhook-targets.js';

const rules = { hosts: ['case-system.example', '[2001:db8::1]'], privateAddresses: false, plainHttp: false };

describe('targets of webhooks', () => {
  it.each([
    ['https://case-system.example/dianda?x=1', true],
    ['https://case-system.example:8443/', true],
    ['https://CASE-SYSTEM.example/', true],
    ['http://case-system.example/', false],
    ['https://case-system.example.evil.example/', false],
    ['https://evil.example/', false],
    ['https://user:pass@case-system.example/', false],
    ['https://case-system.example@evil.example/', false],
    ['https://case-system.example./', false],
    ['ftp://case-system.example/', false],
    ['file:///etc/passwd', false],
    ['nonsense', false],
  ])('%s is allowed: %s', (url, isAllowed) => {
    expect(isAllowedTarget(url, rules)).toBe(isAllowed);
  });

  it.each([
    ['93.184.216.34', true],
    ['2606:2800:220:1::1', true],
    ['127.0.0.1', false],
    ['127.8.8.8', false],
    ['10.1.2.3', false],
    ['172.16.0.1', false],
    ['192.168.1.1', false],
    ['169.254.169.254', false],
    ['100.64.0.1', false],
    ['0.0.0.0', false],
    ['224.0.0.1', false],
    ['255.255.255.255', false],
    ['::1', false],
    ['::', false],
    ['::ffff:127.0.0.1', false],
    ['::ffff:10.0.0.1', false],
    ['fe80::1', false],
    ['fc00::1', false],
    ['nonsense', false],
  ])('address %s is allowed: %s', (address, isAllowed) => {
    expect(isAllowedAddress(address, rules)).toBe(isAllowed);
  });
});
