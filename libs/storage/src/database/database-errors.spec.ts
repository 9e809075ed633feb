import { DiandaError } from '@dianda/inquiry';
import { QueryFailedError } from 'typeorm';
import { brokenConstraint, databaseError, mayRunAgain } from './database-errors.js';

function failed(members: Record<string, string>): QueryFailedError {
  const driver = Object.assign(new Error('Key (name)=(样例某) already exists'), {
    severity: 'ERROR',
    ...members,
  });
  return new QueryFailedError('INSERT INTO t VALUES ($1)', ['样例某'], driver);
}

describe('an error of the database', () => {
  it('is passed on without statement, parameters or quoted values', () => {
    const error = databaseError(failed({ code: '23505', constraint: 'account_username_once' }));
    expect(error).toMatchObject({
      reason: 'UNEXPECTED',
      origin: 'dianda',
      detail: 'the database refused a statement: SQLSTATE 23505 at account_username_once',
    });
    expect(error).not.toHaveProperty('cause');
    expect(JSON.stringify(error) + String(error)).not.toContain('样例某');
  });

  it.each([
    ['the server shuts down', failed({ code: '57P01' })],
    ['the server takes no more connections', failed({ code: '53300' })],
    ['nobody listens at its port', Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })],
    [
      'the connection breaks in a statement',
      new QueryFailedError('', [], new Error('Connection terminated unexpectedly')),
    ],
    ['the pool has no connection in time', new Error('timeout exceeded when trying to connect')],
  ])('says that storage is unavailable when %s', (_, error) => {
    expect(databaseError(error)).toMatchObject({
      reason: 'STORAGE_UNAVAILABLE',
      kind: 'unavailable',
      origin: 'dianda',
    });
  });

  it('is our own defect, unchanged, when it did not come from the database', () => {
    const defect = new TypeError('a stored case has no data key');
    expect(databaseError(defect)).toBe(defect);
    const known = DiandaError.notFound('CASE_NOT_FOUND');
    expect(databaseError(known)).toBe(known);
  });

  it('says which transactions may run again, and which constraint was broken', () => {
    expect(mayRunAgain(failed({ code: '40P01' }))).toBe(true);
    expect(mayRunAgain(failed({ code: '40001' }))).toBe(true);
    expect(mayRunAgain(failed({ code: '23505' }))).toBe(false);
    expect(brokenConstraint(failed({ constraint: 'case_stored_once' }))).toBe('case_stored_once');
    expect(brokenConstraint(new Error('other'))).toBeUndefined();
  });
});
