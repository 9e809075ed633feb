import { isCancelCommand } from './cancel-commands.js';
import { parseHostPort } from './host-port.js';
import { parseControl } from './open-control.js';

describe('--control', () => {
  test('names a proxy of the suite’s own', () => {
    expect(parseControl('tcp:127.0.0.1:7000=>db.test:5432')).toEqual({
      kind: 'tcp',
      listen: { host: '127.0.0.1', port: 7000 },
      upstream: { host: 'db.test', port: 5432 },
    });
  });

  test('or a program with its arguments', () => {
    expect(parseControl('exec:./control  --db registry.sqlite')).toEqual({
      kind: 'exec',
      program: './control',
      fixedArguments: ['--db', 'registry.sqlite'],
    });
  });

  test.each(['', 'tcp:', 'tcp:1=>2', 'tcp:a:1=>b', 'tcp:a:70000=>b:1', 'exec:', 'exec: ', 'http://x'])(
    'and nothing else: %p',
    (text) => expect(parseControl(text)).toBeUndefined(),
  );
});

test('an address is a host and a port, in brackets where it is IPv6', () => {
  expect(parseHostPort('[::1]:443')).toEqual({ host: '::1', port: 443 });
  expect(parseHostPort('localhost:0')).toEqual({ host: 'localhost', port: 0 });
  for (const text of ['localhost', ':1', 'a:b', 'a:1:2', 'a b:1'])
    expect(parseHostPort(text)).toBeUndefined();
});

test('the ways in which databases are told to stop are known on the wire', () => {
  const postgres = Buffer.from('0000001004d2162e0000002a0000002b', 'hex');
  expect(isCancelCommand(postgres)).toBe(true);
  expect(isCancelCommand(Buffer.from('P\0\0select pg_cancel_backend($1)\0'))).toBe(true);
  expect(isCancelCommand(Buffer.from('\x03KILL QUERY 42'))).toBe(true);
  expect(isCancelCommand(Buffer.from('select * from skilled where kill = 0'))).toBe(false);
});
