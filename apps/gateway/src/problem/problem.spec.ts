import { DiandaError, errorKinds, reasonKinds, type Reason } from '@dianda/inquiry';
import { edgeStatuses, EdgeError, type EdgeReason } from './edge-error.js';
import { statusOfKind } from './http-status.js';
import { problemReply } from './problem.js';
import { tellable } from './tellable.js';

const reasons = Object.keys(reasonKinds) as readonly Reason[];
const edgeReasons = Object.keys(edgeStatuses) as readonly EdgeReason[];
const languages = ['zh-CN', 'en'] as const;

describe('a problem document', () => {
  it('can be made of every reason in both languages, with the status of its kind', () => {
    for (const language of languages) {
      for (const reason of reasons) {
        const { problem } = problemReply(DiandaError.fromReason(reason, {}), {
          language,
          correlationId: 'c',
          part: 'body',
        });
        expect(problem).toMatchObject({
          reason,
          status: statusOfKind[reasonKinds[reason]],
          correlationId: 'c',
        });
        expect(problem.title).not.toBe('');
        expect(problem.detail).not.toBe('');
        expect(problem.type).toMatch(/^urn:dianda:problem:[a-z-]+$/);
      }
    }
  });

  it('can be made of everything the edge refuses, in both languages', () => {
    for (const language of languages) {
      for (const reason of edgeReasons) {
        const { problem } = problemReply(new EdgeError(reason), {
          language,
          correlationId: 'c',
          part: 'body',
        });
        expect(problem).toMatchObject({ reason, status: edgeStatuses[reason], origin: 'requester' });
        expect(problem.detail).not.toBe('');
      }
    }
  });

  it('has a status between 400 and 599 for every kind of error', () => {
    for (const kind of errorKinds) expect([4, 5]).toContain(Math.floor(statusOfKind[kind] / 100));
  });

  it('never carries the detail that is for operators', () => {
    for (const reason of reasons) {
      const error = DiandaError.fromReason(reason, { detail: 'officer 4711 of row 12' });
      const { problem } = problemReply(error, { language: 'en', correlationId: 'c', part: 'body' });
      expect(JSON.stringify(problem)).not.toContain('4711');
    }
  });

  it('says when to come back, in whole seconds and never too early', () => {
    const of = (retryAfterMs: number) =>
      problemReply(DiandaError.exhausted('TOO_MANY_ATTEMPTS', { retryAfterMs }), {
        language: 'en',
        correlationId: 'c',
        part: 'body',
      }).headers['retry-after'];
    expect([of(1), of(1000), of(1001), of(0)]).toEqual(['1', '1', '2', '1']);
    const without = problemReply(DiandaError.exhausted('TOO_MANY_ATTEMPTS', {}), {
      language: 'en',
      correlationId: 'c',
      part: 'body',
    });
    expect(without.headers).not.toHaveProperty('retry-after');
  });

  it('is UNEXPECTED for whatever else was thrown', () => {
    for (const thrown of [
      new Error('x'),
      new TypeError('x'),
      'text',
      undefined,
      null,
      7,
      { statusCode: 404 },
    ]) {
      expect(tellable(thrown)).toMatchObject({ reason: 'UNEXPECTED', kind: 'internal', origin: 'dianda' });
    }
  });
});
