import { errorKinds, errorOrigins, type ErrorKind, type ErrorOrigin } from './errors.js';
import { DiandaError, isBreakerTrouble, isReason, isRetryable, reasonKinds, type Reason } from './index.js';

const reasons = Object.keys(reasonKinds).filter(isReason);

const oneOfKind: Record<ErrorKind, Reason> = {
  invalid: 'REQUEST_INVALID',
  unauthenticated: 'TOKEN_EXPIRED',
  forbidden: 'WARRANT_INVALID',
  'not-found': 'CASE_NOT_FOUND',
  conflict: 'LEG_CONFLICT',
  precondition: 'CASE_CLOSED',
  exhausted: 'ADAPTER_BUSY',
  unavailable: 'REGISTRY_UNAVAILABLE',
  timeout: 'REGISTRY_TIMEOUT',
  internal: 'AGENCY_FAILED',
};

const everyKindAndOrigin = errorKinds.flatMap((kind) =>
  errorOrigins.map((origin): [ErrorKind, ErrorOrigin] => [kind, origin]),
);

describe('reasons', () => {
  it('are stable names in upper snake case of at most 63 characters (AIP-193)', () => {
    for (const reason of reasons) expect(reason).toMatch(/^[A-Z][A-Z0-9_]{1,61}[A-Z0-9]$/);
  });

  it('are known by name, and no other text is one', () => {
    expect(reasons.length).toBeGreaterThan(40);
    for (const text of ['', 'toString', '__proto__', 'constructor', 'case_closed', 'NO_SUCH_REASON']) {
      expect(isReason(text)).toBe(false);
    }
  });

  it('leave no kind without a reason', () => {
    expect(new Set(Object.values(reasonKinds))).toEqual(new Set(errorKinds));
  });

  // The error table of proto/README.md, section 7: what agencies build on.
  it.each<[Reason, ErrorKind]>([
    ['QUESTION_INVALID', 'invalid'],
    ['CLASS_NOT_SERVED', 'invalid'],
    ['PEER_NOT_PERMITTED', 'forbidden'],
    ['WARRANT_INVALID', 'forbidden'],
    ['WARRANT_EXPIRED', 'forbidden'],
    ['LEG_CONFLICT', 'conflict'],
    ['LEG_UNKNOWN', 'not-found'],
    ['REGISTRY_UNAVAILABLE', 'unavailable'],
    ['REGISTRY_TIMEOUT', 'timeout'],
    ['REGISTRY_ROW_UNREADABLE', 'internal'],
    ['ADAPTER_BUSY', 'exhausted'],
    ['SHUTTING_DOWN', 'unavailable'],
    ['STORAGE_UNAVAILABLE', 'unavailable'],
    ['DEADLINE_TOO_SHORT', 'timeout'],
    ['UNEXPECTED', 'internal'],
  ])('of the contract keep their kind: %s is %s', (reason, kind) => {
    expect(reasonKinds[reason]).toBe(kind);
  });
});

describe('an error', () => {
  it.each(reasons)('of reason %s has the kind of its reason, whoever made it', (reason) => {
    const error = DiandaError.fromReason(reason, { origin: 'adapter' });
    expect(error.reason).toBe(reason);
    expect(error.kind).toBe(reasonKinds[reason]);
    expect(error.origin).toBe('adapter');
  });

  it.each<[ErrorKind, ErrorOrigin]>([
    ['invalid', 'requester'],
    ['unauthenticated', 'requester'],
    ['forbidden', 'requester'],
    ['not-found', 'requester'],
    ['conflict', 'requester'],
    ['precondition', 'requester'],
    ['exhausted', 'requester'],
    ['unavailable', 'agency'],
    ['timeout', 'agency'],
    ['internal', 'dianda'],
  ])('of kind %s is the fault of %s where nobody says otherwise', (kind, origin) => {
    expect(DiandaError.fromReason(oneOfKind[kind], {}).origin).toBe(origin);
  });

  it.each([
    DiandaError.invalid('REQUEST_INVALID', []),
    DiandaError.unauthenticated('TOKEN_EXPIRED'),
    DiandaError.forbidden('ROLE_NOT_PERMITTED'),
    DiandaError.notFound('CASE_NOT_FOUND'),
    DiandaError.conflict('IDEMPOTENCY_KEY_REUSED'),
    DiandaError.precondition('CASE_CLOSED'),
    DiandaError.exhausted('TOO_MANY_ATTEMPTS', {}),
    DiandaError.unavailable('AGENCY_UNAVAILABLE', {}),
    DiandaError.timeout('AGENCY_TIMEOUT', {}),
    DiandaError.internal('UNEXPECTED', {}),
  ])('is an Error with a name, a message and empty facts: $reason', (error) => {
    expect(error).toBeInstanceOf(Error);
    expect(error.message).toBe(error.reason);
    expect(error).toMatchObject({ name: 'DiandaError', detail: '', violations: [] });
    expect(error.retryAfterMs).toBeUndefined();
    expect(error.cause).toBeUndefined();
    expect(errorKinds).toContain(error.kind);
  });

  it('keeps the facts that it was made with', () => {
    const cause = new Error('below');
    const error = DiandaError.exhausted('AGENCY_OVERLOADED', {
      origin: 'agency',
      detail: 'row 7',
      retryAfterMs: 9,
      cause,
    });
    expect(error).toMatchObject({
      origin: 'agency',
      detail: 'row 7',
      retryAfterMs: 9,
      message: 'AGENCY_OVERLOADED: row 7',
    });
    expect(error.cause).toBe(cause);
    const violation = { pointer: '/subjects/0', code: 'SUBJECT_NOT_LIABLE', detail: '' };
    expect(DiandaError.invalid('REQUEST_INVALID', [violation], 'two').violations).toEqual([violation]);
    expect(DiandaError.notFound('LEG_UNKNOWN', 'leg 1').detail).toBe('leg 1');
  });
});

describe('asking again', () => {
  it.each(everyKindAndOrigin)(
    'is right after unavailable, timeout and exhausted alone: %s of %s',
    (kind, origin) => {
      const error = DiandaError.fromReason(oneOfKind[kind], { origin });
      expect(isRetryable(error)).toBe(['unavailable', 'timeout', 'exhausted'].includes(kind));
    },
  );
});

describe('the breaker', () => {
  const trouble = new Set([
    'unavailable requester',
    'unavailable adapter',
    'unavailable agency',
    'timeout requester',
    'timeout adapter',
    'timeout agency',
    'internal agency',
  ]);

  it.each(everyKindAndOrigin)(
    'sees only trouble at the agency, never our own doing: %s of %s',
    (kind, origin) => {
      const error = DiandaError.fromReason(oneOfKind[kind], { origin });
      expect(isBreakerTrouble(error)).toBe(trouble.has(`${kind} ${origin}`));
    },
  );

  it.each(errorOrigins)('never feeds itself with its own refusal, whatever its origin: %s', (origin) => {
    expect(isBreakerTrouble(DiandaError.unavailable('BREAKER_OPEN', { origin }))).toBe(false);
  });
});
