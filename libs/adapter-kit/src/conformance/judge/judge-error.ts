import { status } from '@grpc/grpc-js';
import { errorDomain } from '@dianda/wire';
import type { CallResult } from '../court/line.js';
import type { Finding } from './finding.js';
import { endOf } from './outcome-note.js';

/** How an error of the contract has to look (the table in proto/README.md section 7). */
export interface ExpectedError {
  readonly code: keyof typeof status;
  readonly reason: string;
  readonly origin: string;
  /** A field that BadRequest has to name. */
  readonly badField?: string;
  /** RetryInfo has to say when to come again. */
  readonly retryInfo?: boolean;
}

/** What is wrong with how a call failed; empty when it failed as it must. Pure. */
export function judgeError(result: CallResult<unknown>, expected: ExpectedError): readonly Finding[] {
  const { code, reason, origin, badField, retryInfo } = expected;
  const { info, badFields, retryDelayMs } = result.details;
  const isThis =
    !result.ok &&
    result.code === status[code] &&
    info?.domain === errorDomain &&
    info.reason === reason &&
    info.origin === origin;
  if (!isThis) {
    const expectedText = `${code} ${reason} origin=${origin}`;
    return [{ expected: (words) => words.finding.error(expectedText), came: () => endOf(result) }];
  }
  const findings: Finding[] = [];
  if (badField !== undefined && !badFields.includes(badField)) {
    findings.push({
      expected: (words) => words.finding.badRequest(badField),
      came: (words) => words.came.badRequest(badFields.length),
    });
  }
  if (retryInfo === true && retryDelayMs === undefined) {
    findings.push({ expected: (words) => words.finding.retryInfo, came: (words) => words.came.noRetryInfo });
  }
  return findings;
}
