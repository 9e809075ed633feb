import { holdCauses, instantOf, plusMs, type WaitingFor } from '../index.js';
import { nextAt, waitingText } from './waiting-text.js';
import { reportWordsOf } from './words/words.js';

const since = instantOf(Date.UTC(2026, 10, 21, 22, 31, 4));
const then = plusMs(since, 5_000);
const zh = (waiting: WaitingFor): string => waitingText(waiting, reportWordsOf('zh-CN'));

describe('what an open leg waits for', () => {
  it('has its reason beside it, where there is one', () => {
    expect(zh({ kind: 'turn' })).toBe('排队');
    expect(zh({ kind: 'turn', ahead: 0 })).toBe('排队');
    expect(zh({ kind: 'turn', ahead: 12 })).toBe('排队（前面还有 12 件）');
    expect(zh({ kind: 'turn', ahead: 1_000 })).toBe('排队（前面还有 1000 件以上）');
    expect(zh({ kind: 'outside_hours', until: then })).toBe('单位上班');
    expect(zh({ kind: 'agency_working', since, nextPollAt: then })).toBe('单位办理');
    expect(zh({ kind: 'retry', reason: 'AGENCY_UNAVAILABLE', origin: 'agency', until: then })).toBe(
      '重试（协助单位暂时连接不上）',
    );
    expect(zh({ kind: 'clarification', since, question: '请补充出生日期', contact: '' })).toBe(
      '执行人员补充说明（请补充出生日期）',
    );
  });

  it('names why an agency is held, in words', () => {
    const texts = holdCauses.map((cause) =>
      zh({ kind: 'agency_held', cause, since, nextProbeAt: undefined }),
    );
    expect(texts).toContain('单位恢复（单位接口与目录登记不一致）');
    expect(new Set(texts).size).toBe(holdCauses.length);
    for (const cause of holdCauses) expect(texts.join()).not.toContain(cause);
  });

  it('tells when something happens by itself, and only then', () => {
    expect(nextAt({ kind: 'retry', reason: 'AGENCY_TIMEOUT', origin: 'agency', until: then })).toBe(then);
    expect(nextAt({ kind: 'outside_hours', until: then })).toBe(then);
    expect(nextAt({ kind: 'agency_working', since, nextPollAt: then })).toBe(then);
    expect(nextAt({ kind: 'agency_held', cause: 'breaker_open', since, nextProbeAt: then })).toBe(then);
    expect(nextAt({ kind: 'operator', since })).toBeUndefined();
  });
});
