import type { Problem } from './api.ts';

/** The gateway refused, in its own words. Branch on `problem.reason`, which is stable. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly problem: Problem | undefined;

  constructor(what: string, problem: Problem | undefined) {
    const violations =
      problem?.violations.map(({ pointer, code, detail }) => `  ${pointer} ${code} ${detail}`) ?? [];
    super(
      [`${what}: ${problem?.reason ?? 'no problem told'} — ${problem?.detail ?? ''}`, ...violations].join(
        '\n',
      ),
    );
    this.problem = problem;
  }
}
