import { admits, preferred } from './accept.js';

describe('an Accept header', () => {
  it.each([
    [undefined, true],
    ['', true],
    ['*/*', true],
    ['application/json', true],
    ['APPLICATION/JSON', true],
    ['application/json;version=1', true],
    ['application/*', true],
    ['text/html, */*;q=0.1', true],
    ['text/html', false],
    ['application/problem+json', false],
    ['application/json;q=0', false],
    ['*/*, application/json;q=0', false],
    ['*/*;q=0, application/json', true],
    ['application/*;q=0, */*', false],
    ['nonsense', false],
    ['application/json;q=high', false],
  ])('of %j admits JSON: %s', (header, isAdmitted) => {
    expect(admits(header, 'application/json')).toBe(isAdmitted);
  });
});

describe('of several representations', () => {
  const offered = ['application/json', 'application/pdf'] as const;
  it.each([
    [undefined, 'application/json'],
    ['*/*', 'application/json'],
    ['application/pdf', 'application/pdf'],
    ['application/json;q=0.5, application/pdf', 'application/pdf'],
    ['application/*', 'application/json'],
    ['text/html, application/pdf;q=0.1', 'application/pdf'],
    ['text/html', undefined],
    ['application/pdf;q=0', undefined],
  ])('an Accept of %s is given %s', (header, wanted) => {
    expect(preferred(header, offered)).toBe(wanted);
  });
});
