import { admits } from './accept.js';

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
